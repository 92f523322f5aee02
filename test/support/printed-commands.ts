import { commandList } from '../../cli/command-line/command-list.ts';
import type { Command } from '../../cli/command/command.ts';
import { argumentSyntax, GLOBAL_OPTIONS, optionName, optionSyntax } from '../../cli/command/spelling.ts';

/** A command as a text prints it. */
export interface PrintedCommand {
  readonly command: Command;
  /** The words and everything that follows them, without "revisit". */
  readonly line: string;
  /** How many values stand after the words of the command. */
  readonly values: number;
  readonly options: readonly string[];
}

/** Finds every place where a text names a command, from "revisit" on. */
export function findMentions(text: string): { readonly at: number; readonly text: string }[] {
  return [...text.matchAll(/(?<![\w/.@-])revisit(?= )/gu)].map(({ index }) => ({
    at: index,
    text: text.slice(index),
  }));
}

/**
 * Reads the command that a sentence begins with. Punctuation ends it, and so does a word that it cannot take. Returns
 * undefined if the sentence only speaks of a revisit.
 *
 * @throws if the command has no such option.
 */
export async function readPrintedCommand(
  text: string,
  /** Tells whether a word can be a value of the command, and not the next word of the sentence. */
  isValue: (token: string) => boolean,
): Promise<PrintedCommand | undefined> {
  const tokens = text.match(/"[^"]*"\S*|<[^>]*>\S*|\S+/gu)?.slice(1) ?? [];
  const listed = commandList
    .filter(({ words }) => words.length > 0 && words.every((word, place) => wordIn(tokens[place]) === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
  if (listed === undefined) return undefined;
  const command = await listed.load();
  const most = command.parameters.filter(({ kind }) => kind === 'argument').length;
  const options: string[] = [];
  let values = 0;
  let place = listed.words.length;
  while (place < tokens.length && !ENDS.test(tokens[place - 1] ?? '')) {
    const token = wordIn(tokens[place]) ?? '';
    const option = command.parameters.find((one) => one.kind !== 'argument' && optionName(one) === token);
    if (option !== undefined || GLOBAL_OPTIONS.includes(token)) {
      options.push(token);
      const hasValue = option?.kind === 'option' || token === '--stage' || token === '--as-of';
      place += hasValue ? 2 : 1;
    } else if (token.startsWith('--')) {
      throw new Error(`${text}: revisit ${listed.words.join(' ')} has no option ${token}.`);
    } else if (values < most && isValue(token)) {
      values += 1;
      place += 1;
    } else break;
  }
  const line = tokens.slice(0, place).join(' ').replace(ENDS, '');
  return { command, line, values, options };
}

const ENDS = /[.,:;)]+$/u;

/** Returns a word without the punctuation after it. */
export function wordIn(token: string | undefined): string | undefined {
  return token?.replace(ENDS, '');
}

/** Returns the arguments and options that a printed command needs and does not have. */
export function missingIn({ command, values, options }: PrintedCommand): string[] {
  const places = command.parameters.filter(({ kind }) => kind === 'argument');
  return command.parameters
    .filter(({ required }) => required)
    .filter((one) =>
      one.kind === 'argument' ? places.indexOf(one) >= values : !options.includes(optionName(one)),
    )
    .map((one) => (one.kind === 'argument' ? argumentSyntax(one) : optionSyntax(one)));
}
