import { headingOf, type Heading } from './heading.ts';
import { statesPlainly } from './plain-status.ts';
import type { Passage } from './words-of-reply.ts';

/** Words and the recommendation they name, every character as it was written. */
export interface AnswerInReply {
  readonly number: number;
  readonly words: string;
}

export interface AnswersInReply {
  /** Each recommendation once, in its order. */
  readonly answers: readonly AnswerInReply[];
  /** What names none, without its greeting: for "anything we should know". */
  readonly rest: string;
}

/** What the sender writes about, and to whom. */
export interface ReplyContext {
  readonly asked: readonly Askable[];
  /** The words of the names under which we write: "Priya", "Nair". */
  readonly ourNames: readonly string[];
}

/** What the sender may have meant by a number or a title. */
export interface Askable {
  readonly number: number;
  readonly title: string;
}

/**
 * The words of a reply under the recommendations that they name: "2: part way", "Rec 3 – done", a title on a line of its own.
 *
 * A list that may as well be the points of one answer names nothing: whatever is in doubt stays in the rest.
 */
export function answersInReply(
  passages: readonly Passage[],
  { asked, ourNames }: ReplyContext,
): AnswersInReply {
  const titles = titlesOf(asked);
  const lines = passages.flatMap(({ words, below }): ReadLine[] => {
    const own = words.split('\n').map((line) => ({ line, heading: headingIn(line, { asked, titles }) }));
    const about = below === undefined ? undefined : namedIn(below, { asked, titles });
    return about === undefined || own[0]?.heading !== undefined
      ? own
      : [{ line: '', heading: about }, ...own];
  });
  const trusted = trustedHeadings(lines, asked);
  const answers = new Map<number, string[]>();
  const rest: string[] = [];
  let current: readonly string[][] = [rest];
  lines.forEach(({ line, heading }, index) => {
    if (heading === undefined || !trusted.has(index)) {
      for (const words of current) words.push(line);
      return;
    }
    current = heading.numbers.map((number) => {
      const words = answers.get(number) ?? [];
      answers.set(number, words);
      return words;
    });
    for (const words of current) words.push(heading.rest);
  });
  return {
    answers: [...answers]
      .map(([number, words]) => ({ number, words: trimmed(words) }))
      .filter(({ words }) => words !== '')
      .sort((a, b) => a.number - b.number),
    rest: withoutGreeting(trimmed(rest), ourNames),
  };
}

interface ReadLine {
  readonly line: string;
  readonly heading: Heading | undefined;
}

/** The recommendations that a line may name, by number or by title. */
interface Named {
  readonly asked: readonly Askable[];
  readonly titles: readonly Title[];
}

/** A heading of a recommendation that was asked about; of another one the words stay where they are. */
function headingIn(line: string, { asked, titles }: Named): Heading | undefined {
  const heading = headingOf(line);
  if (heading === undefined) return titleIn(line, titles);
  if (
    heading.numbers.length === 0 ||
    !heading.numbers.every((number) => asked.some((one) => one.number === number))
  ) {
    return undefined;
  }
  // "2. Recognising the signs of child sexual exploitation" on its own: number and title agree.
  const titled = titleIn(heading.rest, titles);
  if (titled === undefined) return heading;
  return titled.numbers[0] === heading.numbers[0] ? { ...titled, numbers: heading.numbers } : undefined;
}

/** Somebody who writes between the lines answers the line above. */
function namedIn(quoted: string, named: Named): Heading | undefined {
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
      String.raw`^[\s*_•"“'‘]{0,20}${spelled}["”'’*_]*\s*(?:[:.–—-]+\s*|$)(.*)$`,
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
 * The lines whose heading is one beyond doubt. Somebody who writes "Rec 3" names recommendations by that; then "1." and "2."
 * below it are the points of a list. Where only numbers stand, they must rise, and points ("1.") must be as many as were
 * asked about, or each say how far somebody is, without a line that leads to a list.
 */
function trustedHeadings(lines: readonly ReadLine[], asked: readonly Askable[]): ReadonlySet<number> {
  const of = (kind: Heading['kind']): number[] =>
    lines.flatMap(({ heading }, index) => (heading?.kind === kind ? [index] : []));
  const named = of('named');
  const together = [...named, ...of('colon')].sort((a, b) => a - b);
  // "Rec 1 - done" and then "2: part way": one list, written in two ways.
  if (named.length > 0) return new Set(rises(together, lines) ? together : named);
  const colons = of('colon');
  if (colons.length > 0)
    return rises(colons, lines) && !leadsToList(lines, colons[0]) ? new Set(colons) : new Set();
  const points = of('point');
  const numbers = points.flatMap((index) => lines[index]?.heading?.numbers ?? []);
  const isEvery = numbers.length === asked.length && asked.every(({ number }) => numbers.includes(number));
  const isPicked = numbers.length > 0 && numbers[0] !== 1 && !leadsToList(lines, points[0]);
  // Each says how far somebody is: nobody lists the steps of one answer like that.
  const saysHowFar =
    points.length > 1 && points.every((index) => statesPlainly(lines[index]?.heading?.rest ?? ''));
  const isList = leadsToList(lines, points[0]);
  return rises(points, lines) && (isPicked || ((isEvery || saysHowFar) && !isList))
    ? new Set(points)
    : new Set();
}

function rises(indexes: readonly number[], lines: readonly ReadLine[]): boolean {
  const numbers = indexes.flatMap((index) => lines[index]?.heading?.numbers ?? []);
  return numbers.every((number, position) => position === 0 || number > (numbers[position - 1] ?? 0));
}

/** "We have done the following:" makes points of what comes after it. */
function leadsToList(lines: readonly ReadLine[], first: number | undefined): boolean {
  const before = lines.slice(0, first).findLast(({ line }) => line.trim() !== '');
  return (
    before !== undefined &&
    /\b(?:following|as follows|steps|actions|these|things|points)\b[^.]*:?\s*$/iu.test(before.line)
  );
}

function trimmed(words: readonly string[]): string {
  const first = words.findIndex((line) => line.trim() !== '');
  return first === -1 ? '' : words.slice(first).join('\n').trimEnd();
}

const GREETING =
  /^(?:dear|hi|hello|hiya|good (?:morning|afternoon|evening)|morning|afternoon|annwyl|helo|bore da|prynhawn da)\b/iu;
const ANYBODY = /^(?:all|both|team|there|again|and|colleagues?|ma|am|sir|ms|mr|mrs|miss|dr)$/iu;
const FORMALITY =
  /^(?:(?:please (?:see|find)|see|here (?:is|are)|find) (?:my |our |the |below |attached |essex['’]s )*(?:\w+ ){0,4}(?:below|attached|response|responses|update|updates|answers?|replies|reply)(?: (?:below|attached|from essex(?: police)?|as requested|for (?:you|your information)))*|thank(?:s| you)(?: very much)? for (?:your|the|this) (?:e-?mail|message|letter|reminder|note)|(?:i )?hope (?:you are|this finds you|all is) well|as requested|many thanks|thanks|thank you|responses? as follows|our (?:response|update|answers?)(?: is| are)?(?: as follows)?)[\s,.!:–-]*$/iu;

/** "Dear Ms Nair," and "Priya", but neither "Done." nor a sentence that begins with hello. */
function isGreeting(line: string, ourNames: readonly string[]): boolean {
  const isHello = GREETING.test(line);
  const words = line.replace(GREETING, '').match(/\p{L}[\p{L}-]*/gu) ?? [];
  const isName = (word: string): boolean =>
    ourNames.some((name) => name.toLowerCase() === word.toLowerCase()) || ANYBODY.test(word);
  if (isHello) return words.length <= 4 && words.every((word) => isName(word) || /^\p{Lu}/u.test(word));
  return words.length > 0 && words.length <= 4 && words.every(isName);
}

/** Words of greeting and of form say nothing that we should know. */
function withoutGreeting(rest: string, ourNames: readonly string[]): string {
  const lines = rest.split('\n');
  const said = lines.findIndex((line, index) => {
    const text = line.trim();
    return text !== '' && !(index <= 4 && (isGreeting(text, ourNames) || FORMALITY.test(text)));
  });
  return said === -1 ? '' : trimmed(lines.slice(said));
}

/** Whether words are more than a greeting. */
export function saysAnything({ answers, rest }: AnswersInReply): boolean {
  return answers.length > 0 || rest !== '';
}
