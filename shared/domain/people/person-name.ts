/** Longer than "Temporary Detective Chief Superintendent" with any name behind it. Characters. */
export const LONGEST_NAME = 100;

export type NameProblem = 'missing' | 'too-long' | 'not-a-name';

/** What would start a line or a header, or hides text: control characters and line separators. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * "x@y", "//", and whatever a mail program makes a link of: "word.word", where a word may end in an accent, a hyphen or a
 * picture. "J. Smith" and "Ph.D." are names.
 */
const ADDRESS = /@|\/\/|\\\\|[^\s.\u3002][.\u3002][\p{L}\p{N}\p{M}]{2,}/u;

/**
 * A name, rank or role as an outsider typed it, ready to be judged: without the marks that Outlook copies along and nobody
 * sees, and with single spaces. Characters that only look like a full stop or an at sign become one.
 */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .replaceAll(/^ | $/gu, '');
}

/**
 * What is wrong with a name, rank or role that an outsider gives and that we put into an email. It is one line and holds
 * no address, so that nobody can send words and links of their own in our name.
 */
export function nameProblem(name: string): NameProblem | undefined {
  const tidy = tidyName(name);
  if (tidy === '') return 'missing';
  if (CONTROL.test(tidy) || ADDRESS.test(tidy)) return 'not-a-name';
  return tidy.length > LONGEST_NAME ? 'too-long' : undefined;
}
