import type { ListedCommand } from '../command/command.ts';
import { VALUED_GLOBAL_OPTIONS } from '../command/spelling.ts';
import { commandList } from './command-list.ts';

const SWITCHES = ['--json', '--yes', '--version'];

/** Finds the command that the line begins with. Returns undefined for a call of help, or if no command fits. */
export function findCommandCalled(argv: readonly string[]): ListedCommand | undefined {
  if (argv.some((token) => token === '--help' || token === '-h')) return undefined;
  const words = wordsOf(argv);
  const fitting = commandList.filter((listed) => listed.words.every((word, place) => words[place] === word));
  const longest = fitting.sort((a, b) => b.words.length - a.words.length)[0];
  return longest?.words.length === 0 && words.length > 0 ? undefined : longest;
}

/** Returns the words of the line without options and their values. The values are a guess, as the command is not known yet. */
function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (const [index, token] of argv.entries()) {
    if (token === '--') break;
    if (token.startsWith('-')) continue;
    const before = argv[index - 1] ?? '';
    const isFirstWord = commandList.some((listed) => listed.words[0] === token);
    const mayBeValue = before.startsWith('--') && !before.includes('=') && !SWITCHES.includes(before);
    const isValue =
      VALUED_GLOBAL_OPTIONS.includes(before) || (mayBeValue && words.length === 0 && !isFirstWord);
    if (!isValue) words.push(token);
  }
  return words;
}
