import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { functionNames } from './service-map.ts';
import { trimSourceMap } from './trim-source-map.ts';

const repository = join(import.meta.dirname, '..');

/** Made by `npm run build:pages`, which npm runs after each install. */
const formAssets = join(repository, 'functions/progress-form/dist/assets');

/** CommonJS code inside an ES module bundle still calls `require` for Node's own modules. */
const banner = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `const require = __createRequire(import.meta.url);`,
].join('');

/** Code that nothing of ours can reach, but that a bundler cannot know to be unused. */
const withoutTheUnused: Plugin = {
  name: 'without-the-unused',
  setup: (plugins) => {
    // 76 kB of file extensions, to guess the type of an attachment: our emails have none.
    plugins.onLoad({ filter: /\/nodemailer\/.*\/mime-types\.js$/ }, () => ({
      contents: `
        export const detectMimeType = () => 'application/octet-stream';
        export const detectExtension = () => 'bin';
      `,
    }));
    // 18 kB that turn a schema into JSON Schema; every schema is given the method, and nobody calls it.
    plugins.onLoad(
      { filter: /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
      ({ path }) => {
        const names = [...readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)];
        return {
          contents: names.map(([, name = '']) => `export const ${name} = () => undefined;`).join('\n'),
        };
      },
    );
  },
};

/** One entry point as Lambda gets it: `index.mjs`, and what it may load later, with no `node_modules` beside it. */
export interface Bundle {
  name: string;
  /** The folder that becomes the deployment package. */
  directory: string;
  /** Bytes that are loaded when the function starts: index.mjs and what it imports at once. */
  bytes: number;
  /** Those bytes by source file, as a path from the repository's root. */
  contents: ReadonlyMap<string, number>;
  /** Every source file in it, loaded at once or when it is needed. */
  sources: readonly string[];
}

export const customResourceNames = ['activate-receipt-rules', 'publish-assets'] as const;
/** Bundles the functions of the service map, e.g. functions/sweep/index.ts to `<directory>/sweep/index.mjs`. */
export function bundleFunctions(directory: string): Promise<Bundle[]> {
  return Promise.all(
    functionNames.map((name) => bundle({ name, entry: `functions/${name}/index.ts`, directory })),
  );
}

/** Bundles what the stack itself runs while it is deployed: the form's files travel with what publishes them. */
export async function bundleCustomResources(directory: string): Promise<Bundle[]> {
  const bundles = await Promise.all(
    customResourceNames.map((name) =>
      bundle({ name, entry: `infra/custom-resources/${name}.ts`, directory }),
    ),
  );
  cpSync(formAssets, join(directory, 'publish-assets', 'assets'), { recursive: true });
  return bundles;
}

/** Bundles one entry point, a path from the repository's root or a text, into a folder of its name. */
export async function bundle(options: {
  name: string;
  entry: string | { text: string };
  directory: string;
}): Promise<Bundle> {
  const { entry } = options;
  const directory = join(options.directory, options.name);
  const { metafile } = await build({
    absWorkingDir: repository,
    ...(typeof entry === 'string'
      ? { entryPoints: { index: entry } }
      : { stdin: { contents: entry.text, resolveDir: repository, sourcefile: 'index.ts' } }),
    outdir: directory,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported only when it is needed is also loaded only then.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The SDK's ES modules lose what is not used; its CommonJS builds do not.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
    inject: ['./infra/map-stacks.ts'],
    plugins: [withoutTheUnused],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // One byte a character: with a single other one in it, Node keeps two for each.
    charset: 'ascii',
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  const { outputs } = metafile;
  const reached = outputsFrom(outputs, isAnyImport);
  for (const path of Object.keys(outputs).filter((output) => output.endsWith('.mjs'))) {
    const [file, sourceMap] = [join(repository, path), join(repository, `${path}.map`)];
    if (reached.includes(path)) {
      trimFile(sourceMap);
    } else {
      rmSync(file);
      rmSync(sourceMap);
    }
  }
  const sources = reached.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  return { name: options.name, directory, sources, ...loadedAtOnce(outputs) };
}

function trimFile(sourceMap: string): void {
  const fromRepository = (source: string): string => relative(repository, join(dirname(sourceMap), source));
  writeFileSync(sourceMap, trimSourceMap(readFileSync(sourceMap, 'utf8'), fromRepository));
}

type Outputs = Metafile['outputs'];

function loadedAtOnce(outputs: Outputs): Pick<Bundle, 'bytes' | 'contents'> {
  const contents = new Map<string, number>();
  let bytes = 0;
  for (const path of outputsFrom(outputs, (kind) => kind === 'import-statement')) {
    const output = outputs[path];
    bytes += output?.bytes ?? 0;
    for (const [source, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
      contents.set(source, (contents.get(source) ?? 0) + bytesInOutput);
    }
  }
  return { bytes, contents };
}

const isAnyImport = (): boolean => true;

/** The files that index.mjs reaches: esbuild also writes what nothing imports any more. */
function outputsFrom(outputs: Outputs, follows: (kind: string) => boolean): string[] {
  const reached = new Set<string>();
  const reach = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || reached.has(path)) return;
    reached.add(path);
    for (const imported of output.imports) if (follows(imported.kind)) reach(imported.path);
  };
  for (const path of Object.keys(outputs)) if (path.endsWith('/index.mjs')) reach(path);
  return [...reached];
}
