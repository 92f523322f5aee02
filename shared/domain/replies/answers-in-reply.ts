import { headingOf, numbersMentioned, splitNamedSentences, type Heading } from './heading.ts';
import { findTables } from './table-in-reply.ts';
import { statesPlainly } from './plain-status.ts';
import type { Passage } from './words-of-reply.ts';

/** A recommendation and the words about it, with every character as it was written. */
export interface AnswerInReply {
  readonly number: number;
  readonly words: string;
}

export interface AnswersInReply {
  /** Each recommendation once, in order of its number. */
  readonly answers: readonly AnswerInReply[];
  /** Words that do not name a recommendation, without their greeting. They go under "anything we should know". */
  readonly rest: string;
}

/** The recommendations that the sender was asked about, and our own names. */
export interface ReplyContext {
  readonly asked: readonly Askable[];
  /** The words of the names that we use in emails, such as "Priya" and "Nair". */
  readonly ourNames: readonly string[];
}

/** A recommendation that the sender may mean by a number or a title. */
export interface Askable {
  readonly number: number;
  readonly title: string;
}

/**
 * Sorts the words of a reply under the recommendations that they name. The sender may write "Rec 3 – done", or a title
 * on a line of its own.
 *
 * A numbered list may also be the points of one answer. If that is possible, Revisit does not split it, and its words
 * stay in `rest`.
 */
export function answersInReply(
  passages: readonly Passage[],
  { asked, ourNames }: ReplyContext,
): AnswersInReply {
  const titles = titlesOf(asked);
  const lines = passages.flatMap(({ words, below }): ReadLine[] => {
    const own = readLines(words.split('\n'), { asked, titles });
    if (below === undefined || own[0]?.heading !== undefined) return own;
    // Below another line of ours, the words are no longer about what the words before were about.
    return [{ line: '', heading: namedIn(below, { asked, titles }), startsAfresh: true }, ...own];
  });
  const trusted = trustedHeadings(lines, asked);
  const answers = new Map<number, string[]>();
  /** The recommendations that the headings of each name. */
  const named = new Map<number, ReadonlySet<number>>();
  const rest: string[] = [];
  let current: readonly string[][] = [rest];
  lines.forEach(({ line, heading, startsAfresh = false }, index) => {
    if (startsAfresh && heading === undefined) current = [rest];
    if (heading === undefined || !trusted.has(index)) {
      for (const words of current) words.push(line);
      return;
    }
    current = heading.numbers.map((number) => {
      named.set(number, new Set([...(named.get(number) ?? []), ...heading.numbers]));
      const words = answers.get(number) ?? [];
      answers.set(number, words);
      return words;
    });
    for (const words of current) words.push(heading.rest);
  });
  const sorted = [...answers]
    .map(([number, words]) => ({ number, words: trimBlankLines(words) }))
    .filter(({ words }) => words !== '')
    .sort((a, b) => a.number - b.number);
  const doubtful = sorted.filter(({ number, words }) =>
    mentionsAnother(words, { asked, named: named.get(number) ?? new Set() }),
  );
  return {
    answers: sorted.filter((answer) => !doubtful.includes(answer)),
    rest: [withoutGreeting(trimBlankLines(rest), ourNames), ...new Set(doubtful.map(({ words }) => words))]
      .filter((words) => words !== '')
      .join('\n\n'),
  };
}

/** Reads the lines of a passage. Each row of a table of recommendations is under the one that it names. */
function readLines(lines: readonly string[], named: Named): ReadLine[] {
  const tables = findTables(lines, named.asked);
  const read: ReadLine[] = [];
  const readPlain = (from: number, to: number): void => {
    for (const line of lines.slice(from, to).flatMap(splitNamedSentences)) {
      read.push({ line, heading: headingIn(line, named) });
    }
  };
  let at = 0;
  for (const { from, to, rows } of tables) {
    readPlain(at, from);
    for (const { number, words } of rows) {
      const [first = '', ...more] = words;
      read.push({ line: '', heading: { numbers: [number], kind: 'named', rest: first } });
      for (const line of more) read.push({ line, heading: undefined });
    }
    // What follows a table is about none of its rows.
    read.push({ line: '', heading: undefined, startsAfresh: true });
    at = to;
  }
  readPlain(at, lines.length);
  return read;
}

/** Tells whether the words under one recommendation go on about another one. Nobody can tell which words are whose. */
function mentionsAnother(
  words: string,
  { asked, named }: { asked: readonly Askable[]; named: ReadonlySet<number> },
): boolean {
  return numbersMentioned(words).some(
    (other) => !named.has(other) && asked.some((one) => one.number === other),
  );
}

interface ReadLine {
  readonly line: string;
  readonly heading: Heading | undefined;
  /** True if the words before it and those after it are not about the same thing. */
  readonly startsAfresh?: boolean;
}

/** The recommendations that a line may name, by number or by title. */
interface Named {
  readonly asked: readonly Askable[];
  readonly titles: readonly Title[];
}

/**
 * Returns the heading in a line if it names a recommendation that was asked about. Other headings do not count, and
 * their words stay in place.
 */
function headingIn(line: string, { asked, titles }: Named): Heading | undefined {
  const heading = headingOf(line);
  if (heading === undefined) return titleIn(line, titles);
  if (
    heading.numbers.length === 0 ||
    !heading.numbers.every((number) => asked.some((one) => one.number === number))
  ) {
    return undefined;
  }
  // In "2. Recognising the signs of child sexual exploitation" on its own line, number and title must agree.
  const titled = titleIn(heading.rest, titles);
  if (titled === undefined) return heading;
  return titled.numbers[0] === heading.numbers[0] ? { ...titled, numbers: heading.numbers } : undefined;
}

/**
 * Returns the recommendation that a quoted line names. Someone who writes between quoted lines answers the line above.
 */
function namedIn(quoted: string, named: Named): Heading | undefined {
  const listed = named.asked.find(({ number, title }) => quoted.trim() === `${number}. ${title}`);
  if (listed !== undefined) return { numbers: [listed.number], kind: 'named', rest: '' };
  const heading = headingIn(quoted, named);
  return heading?.kind === 'named' ? { ...heading, rest: '' } : undefined;
}

const LEAST_TITLE_WORDS = 3;

interface Title {
  readonly number: number;
  readonly pattern: RegExp;
}

function titlesOf(asked: readonly Askable[]): Title[] {
  return asked.flatMap(({ number, title }) => {
    const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length < LEAST_TITLE_WORDS) return [];
    const spelled = words.join(String.raw`[^\p{L}\p{N}\n]+`);
    const pattern = new RegExp(
      String.raw`^[\s*_•"“'‘]{0,20}${spelled}["”'’*_]*(?:\s*[:.–—-]+\s*|\t\s*|\s*$)(.*)$`,
      'iu',
    );
    return [{ number, pattern }];
  });
}

function titleIn(line: string, titles: readonly Title[]): Heading | undefined {
  for (const { number, pattern } of titles) {
    const found = pattern.exec(line);
    if (found !== null) return { numbers: [number], kind: 'named', rest: found[1] ?? '' };
  }
  return undefined;
}

/**
 * Returns the lines whose headings are beyond doubt. If the sender writes "Rec 3", that is how they name
 * recommendations. Any "1." and "2." below it are then the points of a list. If there are only numbers, the numbers
 * must rise, and no line before them may lead to a list. For points ("1.") there must also be as many as were asked
 * about, or each must say how far the work has got.
 */
function trustedHeadings(lines: readonly ReadLine[], asked: readonly Askable[]): ReadonlySet<number> {
  const linesOfKind = (kind: Heading['kind']): number[] =>
    lines.flatMap(({ heading }, index) => (heading?.kind === kind ? [index] : []));
  const named = linesOfKind('named');
  const together = [...named, ...linesOfKind('colon')].sort((a, b) => a - b);
  // "Rec 1 - done" and then "2: part way" is one list, written in two ways.
  if (named.length > 0) return new Set(isAscending(together, lines) ? together : named);
  const colons = linesOfKind('colon');
  if (colons.length > 0)
    return isAscending(colons, lines) && !leadsToList(lines, colons[0]) ? new Set(colons) : new Set();
  const points = linesOfKind('point');
  const numbers = points.flatMap((index) => lines[index]?.heading?.numbers ?? []);
  const isEvery = numbers.length === asked.length && asked.every(({ number }) => numbers.includes(number));
  const isPicked = numbers.length > 0 && numbers[0] !== 1 && !leadsToList(lines, points[0]);
  // Each point says how far the work has got. Nobody lists the steps of one answer like that.
  const saysHowFar =
    points.length > 1 && points.every((index) => statesPlainly(lines[index]?.heading?.rest ?? ''));
  const isList = leadsToList(lines, points[0]);
  return isAscending(points, lines) && (isPicked || ((isEvery || saysHowFar) && !isList))
    ? new Set(points)
    : new Set();
}

function isAscending(indexes: readonly number[], lines: readonly ReadLine[]): boolean {
  const numbers = indexes.flatMap((index) => lines[index]?.heading?.numbers ?? []);
  return numbers.every((number, position) => position === 0 || number > (numbers[position - 1] ?? 0));
}

/**
 * Tells whether the line before leads to a list, such as "We have done the following:". The lines after it are then
 * points.
 */
function leadsToList(lines: readonly ReadLine[], first: number | undefined): boolean {
  const before = lines.slice(0, first).findLast(({ line }) => line.trim() !== '');
  return (
    before !== undefined &&
    /\b(?:following|as follows|steps|actions|these|things|points)\b[^.]*:?\s*$/iu.test(before.line)
  );
}

function trimBlankLines(words: readonly string[]): string {
  const first = words.findIndex((line) => line.trim() !== '');
  return first === -1 ? '' : words.slice(first).join('\n').trimEnd();
}

const GREETING =
  /^(?:dear|hi|hello|hiya|good (?:morning|afternoon|evening)|morning|afternoon|annwyl|helo|bore da|prynhawn da)\b/iu;
const ANYBODY = /^(?:all|both|team|there|again|and|colleagues?|ma|am|sir|ms|mr|mrs|miss|dr)$/iu;
const FORMALITY =
  /^(?:(?:please (?:see|find)|see|here (?:is|are)|find) (?:my |our |the |below |attached |\p{L}+['’]s )*(?:\w+ ){0,4}(?:below|attached|response|responses|update|updates|answers?|replies|reply)(?: (?:below|attached|from (?:\p{L}+ ){0,3}\p{L}+|as requested|for (?:you|your information)))*|thank(?:s| you)(?: very much)? for (?:your|the|this) (?:e-?mail|message|letter|reminder|note)|(?:i )?hope (?:you are|this finds you|all is) well|as requested|many thanks|thanks|thank you|responses? as follows|our (?:response|update|answers?)(?: is| are)?(?: as follows)?)[\s,.!:–-]*$/iu;

/**
 * Tells whether a line is a greeting, such as "Dear Ms Nair," or "Priya". It says no to "Done." and to a sentence that
 * begins with hello.
 */
function isGreeting(line: string, ourNames: readonly string[]): boolean {
  const isHello = GREETING.test(line);
  const words = line.replace(GREETING, '').match(/\p{L}[\p{L}-]*/gu) ?? [];
  const isName = (word: string): boolean =>
    ourNames.some((name) => name.toLowerCase() === word.toLowerCase()) || ANYBODY.test(word);
  if (isHello) return words.length <= 4 && words.every((word) => isName(word) || /^\p{Lu}/u.test(word));
  return words.length > 0 && words.length <= 4 && words.every(isName);
}

/** Removes greetings and polite phrases, because they tell us nothing that we should know. */
function withoutGreeting(rest: string, ourNames: readonly string[]): string {
  const lines = rest.split('\n');
  const said = lines.findIndex((line, index) => {
    const text = line.trim();
    return text !== '' && !(index <= 4 && (isGreeting(text, ourNames) || FORMALITY.test(text)));
  });
  return said === -1 ? '' : trimBlankLines(lines.slice(said));
}

/** Tells whether a reply says more than a greeting. */
export function saysAnything({ answers, rest }: AnswersInReply): boolean {
  return answers.length > 0 || rest !== '';
}
