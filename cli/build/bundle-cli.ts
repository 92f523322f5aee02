import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import packageFile from '../../package.json' with { type: 'json' };
import { withCheckedProgrammes } from '../../infra/with-checked-programmes.ts';
import { commandList } from '../command-line/command-list.ts';
import { describeCommand } from '../command-line/describe-command.ts';
import { takenLater, takenLaterBanner } from '../../infra/taken-later.ts';

const repository = join(import.meta.dirname, '../..');

/**
 * Bundles the command line into a folder, in two parts that share nothing.
 *
 * - `start.js` with help and the commands that need no service. It is small, and Node loads it fast.
 * - `whole.js` with every command. It is one file, in which each module runs only when it is wanted. Node takes half a
 *   millisecond to find and load a file, and a command would load about 60.
 *
 * `sources.json` names the source files of each part with their times and sizes. bin.js runs the bundle only as long as
 * they are the same.
 */
export async function bundleCli(directory: string): Promise<{ small: Metafile; whole: Metafile }> {
  const begun = Date.now();
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const common = optionsFor(directory);
  const [{ metafile: small }, { metafile: whole }] = await Promise.all([
    build({
      ...common,
      entryPoints: { start: 'cli/start.ts' },
      plugins: [withoutTheRest, ...common.plugins],
      splitting: true,
    }),
    build({ ...common, entryPoints: { whole: 'cli/whole.ts' } }),
  ]);
  const stamps = { small: stampOf(small, begun), whole: stampOf(whole, begun) };
  writeFileSync(join(directory, 'sources.json'), JSON.stringify(stamps));
  return { small, whole };
}

function optionsFor(directory: string) {
  return {
    absWorkingDir: repository,
    outdir: directory,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [
      takenLater({ libraries: onlyForDevelopment, directory }),
      withCheckedProgrammes,
      withDescriptions,
      ownFiles(directory),
    ],
    minify: true,
    legalComments: 'none',
    charset: 'ascii',
    banner: { js: takenLaterBanner },
    metafile: true,
    logLevel: 'warning',
  } satisfies BuildOptions;
}

/** What start.ts, help and a small command import later. */
const SMALL = /\/(main|due-date|written-dates)\.ts$/u;

/** Leaves everything else that is imported later out of the small part. It is only in the whole. */
const withoutTheRest: Plugin = {
  name: 'without-the-rest',
  setup: (plugins) => {
    plugins.onResolve({ filter: /^\.\/whole\.ts$/ }, () => ({ path: './whole.js', external: true }));
    plugins.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'dynamic-import' && !SMALL.test(path) ? { path, external: true } : undefined,
    );
  },
};

/** The emulators and tools stay where they are. They are large, and some read their own files. */
const onlyForDevelopment = Object.keys(packageFile.devDependencies);

/** Puts the descriptions of all commands in the place of the file that asks the commands for them. */
const withDescriptions: Plugin = {
  name: 'with-descriptions',
  setup: (plugins) => {
    plugins.onLoad({ filter: /\/cli\/command-line\/describe-command\.ts$/ }, async () => {
      const described = await Promise.all(
        commandList.map(async (listed) => {
          const text = JSON.stringify(await describeCommand(listed));
          return [listed.words.join(' '), text] as const;
        }),
      );
      // Each is parsed on its own, because a call needs only one.
      const contents = [
        `const descriptions = ${JSON.stringify(Object.fromEntries(described))};`,
        `export const describeCommand = async ({ words }) => JSON.parse(descriptions[words.join(' ')]);`,
      ].join('\n');
      return { contents, loader: 'js' };
    });
  },
};

/** Lets our own code find its files as if it were still in its own folder. */
function ownFiles(directory: string): Plugin {
  return {
    name: 'own-files',
    setup: (plugins) => {
      plugins.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        const urlOf = (target: string): string =>
          `new URL(${JSON.stringify(relative(directory, target))}, import.meta.url)`;
        const contents = readFileSync(path, 'utf8')
          // A library that is loaded when it is first needed goes into the bundle too.
          .replaceAll(/const requireHere: [^;]+ = createRequire\(import\.meta\.url\);/gu, '')
          .replaceAll('requireHere(', 'require(')
          .replaceAll('import.meta.url', `${urlOf(path)}.href`)
          .replaceAll(
            'import.meta.dirname',
            `process.getBuiltinModule('node:url').fileURLToPath(${urlOf(dirname(path))})`,
          );
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** Files that decide what is in the bundle, although no module of it imports them. */
const besideTheInputs = [
  'data/programmes/*.json',
  'cli/build/*.ts',
  'infra/{taken-later,with-checked-programmes}.ts',
  'package-lock.json',
];

function stampOf({ inputs }: Metafile, begun: number): Record<string, [number, number]> {
  const ours = Object.keys(inputs).filter((path) => !/node_modules\/|^[\w-]+:/u.test(path));
  const files = new Set([...ours, ...globSync(besideTheInputs, { cwd: repository })]);
  return Object.fromEntries(
    [...files].map((path) => {
      const { mtimeMs, size } = statSync(join(repository, path));
      // A file that changed during the build may be in the bundle as it was before.
      return [path, [mtimeMs < begun ? mtimeMs : 0, size]];
    }),
  );
}

if (import.meta.main) await bundleCli(join(repository, 'cli/dist'));
