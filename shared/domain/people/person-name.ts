/** The most characters in a name. "Temporary Detective Chief Superintendent" fits with any name after it. */
export const LONGEST_NAME = 100;

export type NameProblem = 'missing' | 'too-long' | 'not-a-name';

/** Control characters and line separators. They could start a line or a header, or hide text. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Matches "x@y", "//" and anything that a mail program turns into a link. Mail programs link "word.word", even if a
 * word ends in an accent, a hyphen or a picture. "J. Smith" and "Ph.D." are names, so they do not match.
 */
const ADDRESS = /@|\/\/|\\\\|[^\s.\u3002][.\u3002][\p{L}\p{N}\p{M}]{2,}/u;

/**
 * Tidies a name, rank or role that an outsider typed, before findNameProblem checks it. It removes the invisible marks that
 * Outlook copies along, and leaves single spaces. It replaces characters that only look like a full stop or an at sign
 * with the real one.
 */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .replaceAll(/^ | $/gu, '');
}

/**
 * Returns what is wrong with a name, rank or role from an outsider, or undefined if nothing is. We put these words into
 * emails. A name must be one line without an address. Otherwise someone could send their own words and links in our
 * name.
 */
export function findNameProblem(name: string): NameProblem | undefined {
  const tidy = tidyName(name);
  if (tidy === '') return 'missing';
  if (CONTROL.test(tidy) || ADDRESS.test(tidy)) return 'not-a-name';
  return tidy.length > LONGEST_NAME ? 'too-long' : undefined;
}
