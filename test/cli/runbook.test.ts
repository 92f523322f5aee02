import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandList } from '../../cli/command-line/command-list.ts';
import { parseCommandLine } from '../../cli/command-line/parse-command-line.ts';

const repository = join(import.meta.dirname, '../..');
const runbook = readFileSync(join(repository, 'docs/runbook.md'), 'utf8');

/** The files that can link to a section of the runbook. */
const readers = ['cli/doctor', 'cli/commands', 'infra', 'infra/constructs', 'README.md', 'docs'].flatMap(
  (path) => sourcesIn(join(repository, path)),
);

function sourcesIn(path: string): string[] {
  if (/\.(?:ts|md)$/u.test(path)) return [path];
  return readdirSync(path)
    .filter((name) => /\.(?:ts|md)$/u.test(name))
    .map((name) => join(path, name));
}

/** Returns the anchor that GitHub makes for a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Returns the commands to type. They are lines of a code block, or text between back-quotes in a sentence. */
function commandsIn(text: string): string[] {
  const inBlocks = [...text.matchAll(/^```\n(.*?)^```/gmsu)].flatMap(([, block = '']) => block.split('\n'));
  const inSentences = [...text.replaceAll(/^ *```.*?^ *```/gmsu, '').matchAll(/`([^`]+)`/gu)].map(
    ([, words = '']) => words,
  );
  const typed = [...text.matchAll(/^ {3}(revisit .*)$/gmu)].map(([, line = '']) => line);
  return [...new Set([...inBlocks, ...inSentences, ...typed])]
    .map((line) => line.replace('--stage production', '').trim().replace(/^npx /u, ''))
    .filter((line) => line === 'revisit' || line.startsWith('revisit '));
}

/** Splits a line into words. `<mail>` becomes a word without brackets, and `"…"` becomes one word. */
function argvOf(line: string): string[] {
  return [...line.replace(/^revisit\s*/u, '').matchAll(/"(?<quoted>[^"]*)"|(?<word>\S+)/gu)].map(
    ({ groups }) => (groups?.['quoted'] ?? groups?.['word'] ?? '').replace(/^<(.*)>$/u, '$1'),
  );
}

describe('docs/runbook.md', () => {
  it('has every section that a message or a page links to', () => {
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) => anchorOf(heading));
    const sentTo = readers.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/runbook\.md#([\w-]+)/gu)].map(([, anchor = '']) => anchor),
    );
    const within = [...runbook.matchAll(/\]\(#([\w-]+)\)/gu)].map(([, anchor = '']) => anchor);
    expect(sentTo.length).toBeGreaterThan(3);
    expect([...sentTo, ...within].filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  const commands = commandsIn(runbook);

  it('names more than 20 commands, so that the next tests are not empty', () => {
    expect(commands.length).toBeGreaterThan(20);
  });

  it.each(commands)('names a command that the command line understands: %s', async (line) => {
    const argv = argvOf(line);
    const [listed] = commandList
      .filter(({ words }) => words.every((word, place) => argv[place] === word))
      .sort((one, other) => other.words.length - one.words.length);
    expect(listed?.words.length).toBeGreaterThan(argv.length === 0 ? -1 : 0);
    // A command that is only mentioned comes without arguments.
    if (argv.length === listed?.words.length) return;
    const parsed = await parseCommandLine(argv, { out: () => undefined, width: 80 });
    expect(parsed?.words).toEqual(listed?.words);
  });
});
