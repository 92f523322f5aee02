import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCli } from '../../cli/build/bundle-cli.ts';
import { commandList } from '../../cli/command-line/command-list.ts';
import type { Surroundings } from '../../cli/main.ts';
import { runCli } from '../../cli/start.ts';

type RunCli = typeof runCli;

const repository = join(import.meta.dirname, '../..');
// The bundle finds what it does not contain in the project's node_modules.
const parent = join(repository, 'node_modules/.cache/cli-bundle');
mkdirSync(parent, { recursive: true });
const directory = mkdtempSync(join(parent, 'test-'));
const parts: { small?: Metafile; bundled?: RunCli } = {};

beforeAll(async () => {
  const { small } = await bundleCli(directory);
  const load: (file: string) => Promise<{ runCli: RunCli }> = (file) => import(file);
  const { runCli: bundled } = await load(join(directory, 'start.js'));
  Object.assign(parts, { small, bundled });
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the bundled command line', () => {
  it.each([
    ...commandList.map(({ words }) => [...words, '--help'].join(' ')),
    'help visit book',
    '--version',
    'publsh',
    'visit',
    'visit bok',
    'due-date --json 2016-03-08',
    'due-date "31 August 2015"',
    'due-date 2016-02-30',
    'due-date 2016-03-08 --programme cause-of-concern',
    'due-date 2016-03-08 --programme no-such-file.json',
    'due-date 2016-03-08 --as-of yesterday',
    'due-date 2016-03-08 --as-of 2016-04-01',
    'due-date 2016-03-08 --stage ""',
  ])('prints what the sources print for: %s', async (line) => {
    const { bundled } = parts;
    if (bundled === undefined) throw new Error('There is no bundle.');
    expect(await printed(bundled, line)).toEqual(await printed(runCli, line));
  });

  it('loads no schema, no date and no client for help', () => {
    const libraries = librariesLoadedBy('cli/main.ts');
    expect(libraries).toContain('commander');
    expect(libraries).not.toContain('zod');
    expect(libraries).not.toContain('temporal-polyfill');
    expect(libraries.filter((name) => name.startsWith('@aws-sdk') || name.startsWith('@smithy'))).toEqual([]);
  });

  it('loads no client for due-date', () => {
    const libraries = librariesLoadedBy('cli/commands/due-date.ts');
    expect(libraries).toContain('zod');
    expect(libraries.filter((name) => name.startsWith('@aws-sdk') || name.startsWith('@smithy'))).toEqual([]);
  });
});

/** Returns the npm packages in the files that Node loads at once with an entry point. */
function librariesLoadedBy(entryPoint: string): string[] {
  const outputs = parts.small?.outputs ?? {};
  const loaded = new Set<string>();
  const load = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || loaded.has(path)) return;
    loaded.add(path);
    for (const { path: imported, kind } of output.imports) if (kind === 'import-statement') load(imported);
  };
  for (const [path, output] of Object.entries(outputs)) if (output.entryPoint === entryPoint) load(path);
  const inputs = [...loaded].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  return [...new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)?.[1] ?? []))];
}

async function printed(run: RunCli, line: string): Promise<{ out: string; err: string; exitCode: number }> {
  const out = collect();
  const err = collect();
  const surroundings: Surroundings = {
    stdin: new PassThrough(),
    stdout: out.stream,
    stderr: err.stream,
    environment: {},
  };
  const argv = [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, word]) => quoted ?? word ?? '');
  const exitCode = await run(argv, surroundings);
  return { out: out.text(), err: err.text(), exitCode };
}

function collect(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString('utf8'));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
