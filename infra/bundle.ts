import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { functionNames } from './service-map.ts';
import { takenLater, takenLaterBanner } from './taken-later.ts';
import { trimSourceMap } from './trim-source-map.ts';
import { withCheckedProgrammes } from './with-checked-programmes.ts';

const repository = join(import.meta.dirname, '..');

/** `npm run build:pages` makes these files. npm runs it after each install. */
const formAssets = join(repository, 'functions/progress-form/dist/assets');

/** Removes code that Revisit never reaches. A bundler cannot know that it is unused. */
const withoutTheUnused: Plugin = {
  name: 'without-the-unused',
  setup: (plugins) => {
    // 76 kB of file extensions, used to guess the type of an attachment. Our emails do not have attachments.
    plugins.onLoad({ filter: /\/nodemailer\/.*\/mime-types\.js$/ }, () => ({
      contents: `
        export const detectMimeType = () => 'application/octet-stream';
        export const detectExtension = () => 'bin';
      `,
    }));
    // 18 kB that turn a schema into JSON Schema. zod adds the method to every schema, and Revisit never calls it.
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

/** One entry point as Lambda gets it: `index.mjs` and the files that it may load later. It needs no `node_modules`. */
export interface Bundle {
  name: string;
  /** The folder that becomes the deployment package. */
  directory: string;
  /** The bytes that Lambda loads when the function starts: index.mjs and its static imports. */
  bytes: number;
  /** Those bytes by source file. The key is the path from the repository's root. */
  contents: ReadonlyMap<string, number>;
  /** Every source file in the bundle, whether it is loaded at the start or later. */
  sources: readonly string[];
}

export const customResourceNames = ['activate-receipt-rules', 'publish-assets'] as const;
/** Bundles the functions of the service map, for example functions/sweep/index.ts to `<directory>/sweep/index.mjs`. */
export function bundleFunctions(directory: string): Promise<Bundle[]> {
  return Promise.all(
    functionNames.map((name) => bundle({ name, entry: `functions/${name}/index.ts`, directory })),
  );
}

/** Bundles the functions that the stack runs during a deployment. The form's files go into the bundle of publish-assets. */
export async function bundleCustomResources(directory: string): Promise<Bundle[]> {
  const bundles = await Promise.all(
    customResourceNames.map((name) =>
      bundle({ name, entry: `infra/custom-resources/${name}.ts`, directory }),
    ),
  );
  cpSync(formAssets, join(directory, 'publish-assets', 'assets'), { recursive: true });
  return bundles;
}

/** Bundles one entry point into a folder of its name. The entry is a path from the repository's root, or source text. */
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
    // A dynamic import becomes a file of its own, which is loaded only when it is needed.
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // esbuild can remove unused code from the SDK's ES modules, but not from its CommonJS builds.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
    inject: ['./infra/map-stacks.ts'],
    plugins: [takenLater({ libraries: [], directory }), withoutTheUnused, withCheckedProgrammes],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // With ASCII only, Node keeps one byte per character. A single other character makes it two bytes for each.
    charset: 'ascii',
    banner: { js: takenLaterBanner },
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

/** Returns the files that index.mjs reaches. esbuild also writes files that nothing imports any more. */
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
