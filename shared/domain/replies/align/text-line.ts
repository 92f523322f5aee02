import { WebAddresses } from './web-addresses.ts';

/** A word of a line, and where it stands in the line's body. */
export interface Word {
  /** In lower case, without apostrophes and invisible characters. */
  readonly plain: string;
  readonly from: number;
  readonly to: number;
}

/** A line of an email, taken apart. */
export interface TextLine {
  /** The line as it came. */
  readonly text: string;
  /** The quotation marks in front, such as `>>` or `|`. It is empty if there are none. */
  readonly mark: string;
  /** The line without the quotation marks. */
  readonly body: string;
  /** Web addresses and marks are no words, so a rewritten link does no harm. */
  readonly words: readonly Word[];
  /** True if the line holds a web address, a part of one, or a mark that stands for one. */
  readonly holdsAddress: boolean;
}

/** Takes a text apart into lines and words. The web address in a line may go on in the next line. */
export function linesOf(text: string): TextLine[] {
  const addresses = new WebAddresses();
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  return lines.map((line, at) => {
    const isFigure = FIGURE.test(line) && !isMarked(lines[at - 1]) && !isMarked(lines[at + 1]);
    const { mark, body } = isFigure ? { mark: '', body: line } : takeMark(line);
    const { rest, holdsAddress } = addresses.blankIn(body);
    return { text: line, mark, body, words: wordsIn(rest), holdsAddress };
  });
}

function isMarked(line = ''): boolean {
  return /^\s{0,3}>/u.test(line) && !FIGURE.test(line);
}

/** A figure such as "> 90% of staff" is the sender's own, unless it stands among marked lines. */
const FIGURE = /^\s{0,3}>\s?\d[\d.,]{0,20}\s?(?:%|per ?cent)/iu;

/** Initials in front of a mark, as in "PN> Dear Ms Shaw". */
const INITIALS = /^\s?[A-Z]{1,3}(?=>(?:\s|$))/u;

/** Box marks are what some programs draw for a bar at the side. */
const BARS = new Set(['|', '│', '┃', '▏', '▎', '▌', '❘', '¦']);

function takeMark(line: string): { mark: string; body: string } {
  let mark = '';
  let end = 0;
  let at = INITIALS.exec(line)?.[0].length ?? 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === '>') mark += '>';
    else if (BARS.has(char)) mark += '|';
    else if (line.startsWith('&gt;', at)) {
      mark += '>';
      at += 3;
    } else if (!/\s/u.test(char)) break;
    at += 1;
    if (!/\s/u.test(char)) end = at;
  }
  if (mark === '') return { mark: '', body: line };
  return { mark, body: line.slice(end).replace(/^ /u, '') };
}

const WORD = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’ʼ\u00ad\u200b-\u200d\u2060\ufeff]*/gu;

function wordsIn(body: string): Word[] {
  const words: Word[] = [];
  for (const found of body.matchAll(WORD)) {
    const plain = plainWord(found[0]);
    if (plain !== '') words.push({ plain, from: found.index, to: found.index + found[0].length });
  }
  return words;
}

/** Returns a word in the form in which words are compared. "Don’t" and "don't" give the same. */
function plainWord(word: string): string {
  if (/^[a-z0-9]+$/u.test(word)) return word;
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Returns the words of a text in the form in which they are compared. */
export function plainWords(text: string): string[] {
  return wordsIn(text).map(({ plain }) => plain);
}
