import type { SentText } from './sent-text.ts';
import { linesOf, type TextLine } from './text-line.ts';

/** One of our emails, with its place in the index. */
export interface IndexedSent {
  readonly lines: readonly TextLine[];
  /** Where its words begin and end in the index. */
  readonly from: number;
  readonly to: number;
  /** Where the words of each line begin. One more entry than lines: the end. */
  readonly starts: readonly number[];
  /** The lines by their words, to find a line that is whole. */
  readonly byWords: ReadonlyMap<string, readonly number[]>;
  /** The lines that have words and a mark for a link or a code, such as "Reference: [code]". */
  readonly withMark: readonly number[];
}

/** How many emails are looked at. Who answers an older one has it below a newer one. */
const MOST_SENTS = 20;

/** How many places of the same four words are tried. */
const MOST_PLACES = 48;

/** How many words in a row make a match. */
export const LEAST_MATCH = 4;

/**
 * Our emails, newest first, with every four words in a row. Words are numbers, and a word that we never wrote is -1.
 */
export class SentIndex {
  readonly sents: readonly IndexedSent[];
  readonly words: readonly number[];
  /** The email of each word. */
  readonly sentOf: readonly number[];
  /** The line of each word, in its email. */
  readonly lineOf: readonly number[];
  private readonly numbers = new Map<string, number>();
  private readonly pairs = new Map<number, number>();
  private readonly places = new Map<number, number[]>();

  constructor(given: readonly SentText[]) {
    const words: number[] = [];
    const sentOf: number[] = [];
    const lineOf: number[] = [];
    const newest = [...given].sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1)).slice(0, MOST_SENTS);
    this.sents = newest.map((sent, number) => {
      const lines = linesOf(sent.text);
      const from = words.length;
      const starts: number[] = [];
      const byWords = new Map<string, number[]>();
      lines.forEach((line, at) => {
        starts.push(words.length);
        const key = wholeLine(line);
        if (key !== '') byWords.set(key, [...(byWords.get(key) ?? []), at]);
        for (const { plain } of line.words) {
          words.push(this.numberFor(plain));
          sentOf.push(number);
          lineOf.push(at);
        }
      });
      const withMark = lines.flatMap((line, at) => (line.holdsAddress && line.words.length > 0 ? [at] : []));
      return { lines, withMark, from, to: words.length, starts: [...starts, words.length], byWords };
    });
    this.words = words;
    this.sentOf = sentOf;
    this.lineOf = lineOf;
    for (const { from, to } of this.sents) this.addPlaces(from, to);
  }

  /** Returns the number of a word, or -1 if we never wrote it. */
  numberOf(plain: string): number {
    return this.numbers.get(plain) ?? -1;
  }

  /** Returns where four words of a reply stand in our emails. */
  placesOf(words: readonly number[], at: number): readonly number[] {
    const key = this.keyAt(words, at, (first, second) => this.pairs.get(pairKey(first, second)));
    return key === undefined ? [] : (this.places.get(key) ?? []);
  }

  /** Returns our whole line that a word belongs to. */
  lineAt(position: number): { sent: IndexedSent; line: number; from: number; to: number } | undefined {
    const sent = this.sents[this.sentOf[position] ?? -1];
    const line = this.lineOf[position];
    if (sent === undefined || line === undefined) return undefined;
    return { sent, line, from: sent.starts[line] ?? 0, to: sent.starts[line + 1] ?? 0 };
  }

  /** Returns a line of any of our emails that has the same words as a line of the reply. */
  sameLine(line: TextLine): { sent: number; line: number } | undefined {
    const key = wholeLine(line);
    for (const [sent, { byWords }] of this.sents.entries()) {
      const [found] = byWords.get(key) ?? [];
      if (found !== undefined) return { sent, line: found };
    }
    return undefined;
  }

  /** Tells whether our word at a place begins with some letters, because the end was cut off. */
  beginsWith(position: number, letters: string): boolean {
    const line = this.lineAt(position);
    const word = line?.sent.lines[line.line]?.words[position - line.from];
    return letters !== '' && word?.plain.startsWith(letters) === true;
  }

  private numberFor(plain: string): number {
    const number = this.numbers.get(plain) ?? this.numbers.size;
    this.numbers.set(plain, number);
    return number;
  }

  private addPlaces(from: number, to: number): void {
    const pairFor = (first: number, second: number): number => {
      const key = pairKey(first, second);
      const pair = this.pairs.get(key) ?? this.pairs.size;
      this.pairs.set(key, pair);
      return pair;
    };
    for (let at = from; at + LEAST_MATCH <= to; at += 1) {
      const key = this.keyAt(this.words, at, pairFor);
      if (key === undefined) continue;
      const places = this.places.get(key);
      if (places === undefined) this.places.set(key, [at]);
      else if (places.length < MOST_PLACES) places.push(at);
    }
  }

  private keyAt(
    words: readonly number[],
    at: number,
    pairOf: (first: number, second: number) => number | undefined,
  ): number | undefined {
    const [first = -1, second = -1, third = -1, fourth = -1] = [
      words[at],
      words[at + 1],
      words[at + 2],
      words[at + 3],
    ];
    if (first < 0 || second < 0 || third < 0 || fourth < 0) return undefined;
    const left = pairOf(first, second);
    const right = pairOf(third, fourth);
    return left === undefined || right === undefined ? undefined : pairKey(left, right);
  }
}

/** How many words a code or a broken address may look like. */
const LONGEST_CODE = 6;

/** Tells whether a line is a line of ours that has a mark, with something else in place of the mark. */
export function fillsMark(line: TextLine, ours: TextLine): boolean {
  const others = line.words.length - ours.words.length;
  return (
    ours.holdsAddress &&
    others >= 0 &&
    others <= LONGEST_CODE &&
    ours.words.every(({ plain }, at) => line.words[at]?.plain === plain)
  );
}

/** Returns the words of a line as one text, to compare whole lines. */
export function wholeLine(line: TextLine): string {
  return line.words.map(({ plain }) => plain).join(' ');
}

/** Two numbers in one. Our emails have far fewer than a million words. */
function pairKey(first: number, second: number): number {
  return first * 16_777_216 + second;
}
