import type { Command } from './command.ts';
import { optionName } from './spelling.ts';

/** A command as it was called. */
export interface CalledCommand {
  readonly command: Command;
  readonly words: readonly string[];
  readonly input: Readonly<Record<string, unknown>>;
  readonly typedOptions: Readonly<Record<string, unknown>>;
}

/** Writes a command line that does the same again, ready to copy into a shell. */
export function printCommand({ command, words, input, typedOptions }: CalledCommand): string {
  const places = command.parameters.flatMap(({ key, kind }) => (kind === 'argument' ? [input[key]] : []));
  const options = command.parameters.flatMap((parameter) =>
    parameter.kind === 'argument' ? [] : printOption(optionName(parameter), input[parameter.key]),
  );
  const { stage, asOf, yes, json } = typedOptions;
  return [
    'revisit',
    ...words,
    ...places.flatMap((value) => (typeof value === 'string' ? [quote(value)] : [])),
    ...options,
    ...(stage === 'local' ? [] : printOption('--stage', stage)),
    ...printOption('--as-of', asOf),
    ...printOption('--yes', yes),
    ...printOption('--json', json),
  ].join(' ');
}

function printOption(name: string, value: unknown): string[] {
  if (value === undefined || value === false) return [];
  if (value === true) return [name];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => [name, quote(String(one))]);
}

/** Quotes a word for a POSIX shell, if it needs that. */
function quote(word: string): string {
  if (/^[\w@%+=:,./-]+$/u.test(word)) return word;
  return /["$`\\!]/u.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}
