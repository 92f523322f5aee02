import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { bundle, bundleFunctions, type Bundle } from '../../infra/bundle.ts';
import { functionNames } from '../../infra/service-map.ts';
import { summariseContents, emptyEnvironment, sizeLimitOf } from '../../infra/size.ts';
import { trimSourceMap } from '../../infra/trim-source-map.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '../..');

let directory: string;
let bundles: Bundle[];

beforeAll(async () => {
  // No node_modules can be reached outside the repository. It is the same on Lambda.
  directory = mkdtempSync(join(tmpdir(), 'revisit-bundles-'));
  bundles = await bundleFunctions(directory);
}, 180_000);

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function importAlone(file: string): Promise<{ stdout: string; stderr: string }> {
  const report = `const { handler } = await import(process.argv[1]); process.stdout.write(typeof handler);`;
  return run(process.execPath, ['--input-type=module', '-e', report, file], {
    cwd: directory,
    env: emptyEnvironment,
  });
}

test.each(functionNames)(
  'the function %s starts from its bundle, without the files of the project',
  async (name) => {
    const { stdout } = await importAlone(join(directory, name, 'index.mjs'));
    expect(stdout).toBe('function');
  },
);

test('every bundle is small enough to start fast', () => {
  expect(bundles.map(({ name }) => name)).toEqual(functionNames);
  for (const { name, bytes, contents } of bundles) {
    expect(bytes / 1000, JSON.stringify(summariseContents(contents).slice(0, 8))).toBeLessThan(
      sizeLimitOf(name),
    );
  }
});

test('a bundle contains only the credential provider that reads the environment', () => {
  for (const { contents } of bundles) {
    expect(
      [...contents.keys()].filter((file) => /\/credential-provider-|\/nested-clients\//.test(file)),
    ).toEqual([]);
  }
});

test('the stack of an error names the line of our own code', async () => {
  const failing = await bundle({
    name: 'failing',
    entry: {
      text: `import { parseConfiguration } from './shared/contracts/configuration.ts'; parseConfiguration({});`,
    },
    directory,
  });
  await expect(importAlone(join(failing.directory, 'index.mjs'))).rejects.toThrow(
    /at \w+ \(shared\/contracts\/configuration\.ts:\d+:\d+\)/,
  );
});

test('a trimmed source map keeps every position in our code and drops all others', async () => {
  const { outputFiles } = await build({
    absWorkingDir: repository,
    entryPoints: ['shared/contracts/configuration.ts'],
    bundle: true,
    format: 'esm',
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    outdir: repository,
    write: false,
  });
  const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const [code, map] = [textOf('.js'), textOf('.js.map')];
  const trimmed = trimSourceMap(map);
  const before = originsIn(map);
  const after = originsIn(trimmed);
  let ours = 0;
  for (const [line, text] of code.split('\n').entries()) {
    for (let column = 0; column < text.length; column += 1) {
      const origin = before(line, column);
      const isOurs = origin?.startsWith('shared/') === true;
      if (after(line, column) !== (isOurs ? origin : undefined)) {
        expect.fail(
          `${line}:${column} came from ${String(origin)}, and now from ${String(after(line, column))}.`,
        );
      }
      if (isOurs) ours += 1;
    }
  }
  expect(ours).toBeGreaterThan(500);
  expect(trimmed.length).toBeLessThan(map.length / 5);
});

const sourceMapSchema = z.object({
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

const entrySchema = z.looseObject({
  originalSource: z.string(),
  originalLine: z.number(),
  originalColumn: z.number(),
});

/** Reads a source map as Node does when it prints a stack. */
function originsIn(text: string): (line: number, column: number) => string | undefined {
  const parsed = sourceMapSchema.parse(JSON.parse(text));
  const map = new SourceMap({ ...parsed, version: 3, file: '', sourcesContent: [], sourceRoot: '' });
  return (line, column) => {
    // Node's types promise these properties, but Node leaves them out for a segment without an origin.
    const { success, data } = entrySchema.safeParse(map.findEntry(line, column));
    return success ? `${data.originalSource}:${data.originalLine}:${data.originalColumn}` : undefined;
  };
}
