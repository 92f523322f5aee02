import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandList } from '../../cli/command-line/command-list.ts';
import { revisitWithoutService } from '../support/command-line.ts';

const directory = mkdtempSync(join(tmpdir(), 'revisit-completions-'));
afterAll(() => rm(directory, { recursive: true }));

/** Returns what bash offers after some words. The last word is the one that is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const file = join(directory, 'completions.bash');
  await writeFile(file, (await revisitWithoutService('completion bash')).out);
  const script = `source "$1"; shift; COMP_WORDS=(revisit "$@"); COMP_CWORD=$#; _revisit; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', file, ...words], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

describe('shell completion', () => {
  it('offers every command in bash', async () => {
    const words = commandList.flatMap((listed) => listed.words.slice(0, 1));
    expect(await offered('')).toEqual(expect.arrayContaining(words));
    expect(await offered('visit', 'bo')).toEqual(['book']);
    expect(await offered('--stage', 'beta', 'visit', 'a')).toEqual(['announce']);
  });

  it('offers the options of a command in bash, and the values of an option', async () => {
    expect(await offered('visit', 'book', 'essex', '--')).toEqual(
      expect.arrayContaining(['--first', '--last', '--as-of', '--json']),
    );
    expect(await offered('visit', 'book', '--f')).toEqual(['--first']);
    expect(await offered('export', '--format', '')).toEqual(['csv', 'json', 'ics']);
  });

  it('also works for zsh and fish, and for no other shell', async () => {
    expect((await revisitWithoutService('completion zsh')).out).toMatch(/^autoload -U \+X bashcompinit/u);
    expect((await revisitWithoutService('completion fish')).out).toContain(
      `complete -c revisit -f -n '__revisit_after "visit"' -a book -d `,
    );
    const other = await revisitWithoutService('completion tcsh');
    expect([other.exitCode, other.err]).toEqual([2, 'revisit: <shell>: must be bash, zsh or fish.\n']);
  });
});
