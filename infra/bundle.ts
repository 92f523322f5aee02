import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { functionNames } from './service-map.ts';

const repository = join(import.meta.dirname, '..');

/** Made by `npm run build:pages`, which npm runs after each install. */
const formAssets = join(repository, 'functions/progress-form/dist/assets');

/** CommonJS code inside an ES module bundle still calls `require` for Node's own modules. */
const banner = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `const require = __createRequire(import.meta.url);`,
].join('');

/** One entry point as Lambda gets it: `index.mjs` and its source map, with no `node_modules` beside it. */
export interface Bundle {
  name: string;
  /** The folder that becomes the deployment package. */
  directory: string;
  /** The size of index.mjs, in bytes. */
  bytes: number;
  /** Bytes of the bundle by source file, as a path from the repository's root. */
  contents: ReadonlyMap<string, number>;
}

export const customResourceNames = ['activate-receipt-rules', 'publish-assets'] as const;
export type CustomResourceName = (typeof customResourceNames)[number];

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

/** Bundles one entry point, given as a path from the repository's root, into a folder of its name. */
export async function bundle(options: { name: string; entry: string; directory: string }): Promise<Bundle> {
  const directory = join(options.directory, options.name);
  const file = join(directory, 'index.mjs');
  const { metafile } = await build({
    absWorkingDir: repository,
    entryPoints: [options.entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The SDK's ES modules lose what is not used; its CommonJS builds do not.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  const contents = new Map<string, number>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [source, { bytesInOutput }] of Object.entries(output.inputs))
      contents.set(source, bytesInOutput);
  }
  return { name: options.name, directory, bytes: readFileSync(file).byteLength, contents };
}
