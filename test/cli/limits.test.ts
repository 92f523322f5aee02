import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revisitWithoutService, type CommandRun } from '../support/command-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revisit-limits-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The commands that read a CSV file, each with the columns and one row of its file. */
const imports = [
  ['contact import <file>', 'force_id,role,name,email', 'essex,lead,<text>,a@essex.example'],
  ['import <file>', 'force_id,published_on,report', 'essex,2016-03-08,<text>'],
  ['force import <file>', 'id,name,nation', 'essex,<text>,England'],
  ['body import <file> --kind fire', 'id,name', 'essex-fire,<text>'],
  ['calendar import <file>', 'date,title', '2016-03-25,<text>'],
] as const;

async function runOn(command: string, content: string): Promise<CommandRun> {
  const file = join(folder, 'input');
  await writeFile(file, content);
  const run = await revisitWithoutService(command.replace('<file>', file));
  return { ...run, err: run.err.replaceAll(/\s+/gu, ' ').replaceAll(file, '<file>') };
}

describe.each(imports)('revisit %s', (command, columns, row) => {
  const rows = (text: string, count: number): string =>
    `${columns}\n${`${row}\n`.repeat(count)}`.replaceAll('<text>', text);

  test('refuses a file that is too large, and names the limit', async () => {
    const { exitCode, err } = await runOn(command, rows('x'.repeat(1_000), 6_000));
    expect(err).toMatch(/The file <file> is larger than 5 MB, which is the limit\. .*Nothing was written\./u);
    expect(exitCode).toBe(2);
  });

  test('refuses a file with too many rows, and names the line', async () => {
    const { exitCode, err } = await runOn(command, rows('Words', 5_000));
    expect(err).toContain('5,000 rows');
    expect(err).toContain('at most 2,000');
    expect(err).toContain('line 2002:');
    expect(exitCode).toBe(2);
  });

  test('refuses a cell that is too long, and names its line and column', async () => {
    const { exitCode, err } = await runOn(command, rows('x'.repeat(500_000), 1));
    expect(err).toMatch(/line 2, \w+: has 500,000 characters\. Write at most 4,000\./u);
    expect(err.length).toBeLessThan(500);
    expect(exitCode).toBe(2);
  });
});

describe('A programme file', () => {
  test('is refused if it is too large', async () => {
    const { exitCode, err } = await runOn('programme check <file>', `{"id":"${'x'.repeat(400_000)}"}`);
    expect(err).toContain('The file <file> is larger than 200 KB, which is the limit.');
    expect(exitCode).toBe(2);
  });
});

describe('A file', () => {
  test('that never ends is refused', async () => {
    const { err } = await revisitWithoutService('import /dev/zero');
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('The file /dev/zero is larger than 5 MB');
  });

  test('with many wrong lines names the first ones, and says how many more there are', async () => {
    const { err } = await runOn('import <file>', `force_id,published_on\n${'essex,never\n'.repeat(1_000)}`);
    expect(err).toContain('1000 lines cannot be used.');
    expect(err).toContain('line 21,');
    expect(err).not.toContain('line 22,');
    expect(err).toContain('… and 980 more. --json lists them all.');
  });
});

describe('Text on the command line', () => {
  test.each([
    ['judge essex 1 open --note', '--note'],
    ['close-recommendation essex 1 --note', '--note'],
    ['extend essex --to 2016-05-03 --reason', '--reason'],
    ['visit reason essex', '<reason>'],
    ['legal-hold place essex --reason', '--reason'],
    ['suspend --from 2016-04-01 --reason', '--reason'],
    ['contact add essex --role lead --email a@essex.example --name', '--name'],
  ])('is refused if it is too long: revisit %s', async (command, field) => {
    const { exitCode, err } = await revisitWithoutService(`${command} "${'word '.repeat(24_000)}"`);
    expect(err.replaceAll(/\s+/gu, ' ')).toContain(
      `${field}: has 120,000 characters. Write at most 4,000. Nothing was written.`,
    );
    expect(exitCode).toBe(2);
  });

  test('has a limit of its own where an email repeats it', async () => {
    const { err } = await revisitWithoutService(
      `returns ask-again essex --about 1 --note "${'word '.repeat(500)}"`,
    );
    expect(err.replaceAll(/\s+/gu, ' ')).toContain('--note: must have at most 2,000 characters.');
  });
});
