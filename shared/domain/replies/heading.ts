/** How someone names the recommendations that the next words are about. */
export interface Heading {
  readonly numbers: readonly number[];
  /**
   * How the heading is written.
   *
   * - `named`: "Rec 3 –", which is never mistaken for anything else.
   * - `colon`: "3:".
   * - `point`: "3.", which may also be a point in a list.
   */
  readonly kind: 'named' | 'colon' | 'point';
  /** The words on the same line, as they were written. */
  readonly rest: string;
}

const NUMBER = String.raw`(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)`;
const NUMBERS = String.raw`${NUMBER}(?:\s*(?:,\s*and|,|and|&|\+|to|-|–)\s*${NUMBER})*`;
const NOUN = String.raw`(?:rec+om+endations?|recs?\.?|areas?(?: of concern)?|argymhelliad|questions?|r)`;

const NAMED = new RegExp(
  String.raw`^[\s*_#>•·-]*(?:(?:re|on|for|under|regarding)[:\s]\s*)?${NOUN}\s*(?:no\.?|nos\.?|numbers?|#)?\s*(${NUMBERS})\b[*_]*(?!\s*%)\s*(?:\([^)]{0,80}\)[*_]*\s*)?([:.,)–—-]+[*_]*\s*|$|\s+)(.*)$`,
  'iu',
);
const BARE = new RegExp(
  String.raw`^[\s*_•·]*[([]?#?(\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*)\s?(\.\)|[:.)\]–—-])[*_]*(?:\s+|(?=\p{L})|$)(?!\d)(.*)$`,
  'iu',
);

/**
 * Returns the heading at the start of a line. `2: part way` names recommendation 2 and says "part way". "Recs 2 and 4 –
 * done" names two recommendations.
 */
export function headingOf(line: string): Heading | undefined {
  const named = NAMED.exec(line);
  if (named !== null) {
    const [, numbers = '', separator = '', rest = ''] = named;
    // "Recommendation 3 asks us …" names it within a sentence. The sentence stays whole.
    const isSentence = separator !== '' && separator.trim() === '';
    return { numbers: numbersIn(numbers), kind: 'named', rest: isSentence ? line.trim() : rest };
  }
  const bare = BARE.exec(line);
  if (bare === null) return undefined;
  const [, numbers = '', separator = '', rest = ''] = bare;
  return { numbers: numbersIn(numbers), kind: /[:–—-]/u.test(separator) ? 'colon' : 'point', rest };
}

const IN_CELL = new RegExp(
  String.raw`^(${NOUN}\s*(?:no\.?|#)?\s*)?#?(${NUMBER})(?:\s*[.:)–—-]+\s*(\D{0,300}))?$`,
  'iu',
);

/** The recommendation that the cell of a table begins with, as in "3", "Rec 3" or "3. Recognising the signs". */
export interface NumberInCell {
  readonly number: number;
  /** True if the cell says that it is a recommendation. */
  readonly isNamed: boolean;
  /** The words after the number, such as the title. */
  readonly rest: string;
}

export function numberInCell(cell: string): NumberInCell | undefined {
  const found = IN_CELL.exec(cell.slice(0, 400));
  const [number] = numbersIn(found?.[2] ?? '');
  if (found === null || number === undefined) return undefined;
  return { number, isNamed: found[1] !== undefined, rest: (found[3] ?? '').trim() };
}

const NEXT_SENTENCE = new RegExp(String.raw`(?<=[.;!])\s+(?=${NOUN}\s*(?:no\.?\s*)?${NUMBER}\b)`, 'giu');

/** Parts "Rec 1 done. Rec 2 part way." into its sentences, if the line and a later sentence each name a recommendation. */
export function splitNamedSentences(line: string): string[] {
  return headingOf(line)?.kind === 'named' ? line.split(NEXT_SENTENCE) : [line];
}

const MENTION = new RegExp(
  String.raw`(?:^|[.;,!?][ \t]{1,4}|\n[ \t]{0,8})(?:(?:and|but)\s+)?(?:(?:as\s+)?(?:for|on|re|regarding)\s+(?:${NOUN}\s*)?(${NUMBERS})(?=\s*[,:–—-]|\s+(?:no|nothing|not|none|done|is|are|we|the same|unchanged|complete|part|see|still|in progress)\b)|${NOUN}\s*(?:nos?\.?\s*)?(${NUMBERS})\b)`,
  'giu',
);

/** Returns the numbers that clauses of a text begin with, as in "…, for 4 and 5 no change". */
export function numbersMentioned(text: string): number[] {
  return [...text.matchAll(MENTION)].flatMap(([, one, other]) => numbersIn(one ?? other ?? ''));
}

/** Tells whether a line says what the words after it are about. A signature never has such a line. */
export function looksLikeHeading(line: string): boolean {
  const heading = headingOf(line);
  return heading !== undefined && (heading.kind === 'named' || heading.rest !== '');
}

const WORD_NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Returns every number in a text. Both "2, 4 and 5" and "2 to 4" give three numbers. */
function numbersIn(written: string): number[] {
  const numbers: number[] = [];
  let range = false;
  for (const part of written.toLowerCase().match(/\d+|[a-z]+|[–-]/gu) ?? []) {
    if (part === 'to' || part === '-' || part === '–') {
      range = true;
      continue;
    }
    const word = WORD_NUMBERS.indexOf(part);
    const number = word === -1 ? Number(part) : word + 1;
    if (!Number.isInteger(number)) continue;
    for (let between = (numbers.at(-1) ?? number) + 1; range && between < number; between += 1) {
      numbers.push(between);
    }
    range = false;
    numbers.push(number);
  }
  return [...new Set(numbers)];
}
