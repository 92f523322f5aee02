import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parseCommandLine } from '../../cli/command-line/parse-command-line.ts';
import { argvOf, revisit } from '../support/command-line.ts';
import { isNightly } from '../support/nightly.ts';

const START = 'local start';
const RESET = 'local reset --yes';

const text = await readFile('docs/tutorial.md', 'utf8');

/** The text after `npx revisit` on each line of the code blocks, in order. */
const lines = [...text.matchAll(/```sh\n(?<block>[^`]*)```/gu)].flatMap(({ groups }) =>
  (groups?.['block'] ?? '').split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    expect(line).toMatch(/^npx revisit\b/u);
    return [line.replace(/^npx revisit ?/u, '')];
  }),
);

test.each(lines)(
  'docs/tutorial.md names a command that the command line understands: revisit %s',
  async (line) => {
    const parsed = await parseCommandLine(argvOf(line), { out: () => undefined, width: 80 });
    // Without words, the command shows the desk.
    expect(line.startsWith(parsed?.words.join(' ') ?? 'nothing')).toBe(true);
  },
);

// `npm run tutorial` runs every command and simulates a year of 43 forces.
describe.runIf(isNightly)('docs/tutorial.md', () => {
  let home: string;
  let service: ChildProcess | undefined;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'revisit-tutorial-'));
    const bin = join(import.meta.dirname, '../../cli/bin.js');
    service = spawn(process.execPath, [bin, ...START.split(' ')], {
      env: { PATH: process.env['PATH'], REVISIT_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(service.stdout ?? service, 'data');
  }, 60_000);
  afterAll(async () => {
    service?.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
  });

  it('has commands that all succeed, one after the other', async () => {
    expect(lines[0]).toBe(START);
    expect(lines.at(-1)).toBe(RESET);
    const outputs = new Map<string, string>();
    for (const line of lines.slice(1)) {
      if (line === RESET) {
        service?.kill('SIGINT');
        if (service !== undefined) await once(service, 'exit');
      }
      // The files go to the home folder of this test.
      const { exitCode, out, err } = await revisit(line.replaceAll('.revisit/', `${home}/`), {
        environment: { REVISIT_HOME: home },
      });
      expect.soft([exitCode, out === ''], `revisit ${line}\n${err}`).toEqual([0, false]);
      outputs.set(line, out);
    }
    // A command on the desk stays on one line, even if it is long. People can then copy it.
    expect(outputs.get('')).toMatch(/ > revisit visit book avon-and-somerset --first <date>\n/u);
    const said = (beginning: string): string =>
      [...outputs].find(([line]) => line.startsWith(beginning))?.[1] ?? '';
    expect(said('release')).toContain('43 follow-ups released.');
    expect(said('list').match(/\(SIMULATED\)/gu)).toHaveLength(43);
    expect(said('sweep')).toMatch(/[1-9]\d* emails left/u);
    expect(said('plan --from 2025-01-17')).toMatch(/Each email in full: \S+index\.html/u);
    expect(said('export --format json --foi')).toMatch(/simulated follow-ups",\s+"followUps": 43/u);
    expect(said('report')).toContain('43 follow-ups on one page');
  }, 180_000);
});
