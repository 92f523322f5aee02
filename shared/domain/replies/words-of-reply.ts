import { withoutOurSentences } from './our-sentences.ts';
import { attributionAt, isMarked, quotesOurEmail, separatorAt, withoutBanners } from './quoted-text.ts';
import { withoutSignature, type Signatory } from './signature.ts';

/** What somebody wrote, without what they quoted and without their signature: every other character as it came. */
export interface ReplyWords {
  /** In their order; more than one where they wrote between the lines that they quoted. */
  readonly passages: readonly Passage[];
  /**
   * They may have written inside what they quote, where their program marks nothing: only a person can tell. No words are
   * taken then.
   */
  readonly insideQuote: boolean;
  /** What was taken for a quotation and is neither of our sentences nor a signature: somebody may have written it here. */
  readonly unproven: string;
}

export interface Passage {
  readonly words: string;
  /** The quoted line right above, where there is one. */
  readonly below?: string;
}

/** "Done. We audited 30 cases." of a reply with a greeting, a signature and our email under it. */
export function wordsOfReply(text: string, signatory?: Signatory): ReplyWords {
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  const apart = tellApart(lines);
  const passages = passagesOf(apart.kept, signatory);
  const words = passages.map((passage) => passage.words).join('\n');
  const insideQuote =
    apart.isAmbiguous || quotesOurEmail(words) || mayHideWords(words, { ...apart, signatory });
  return {
    passages: insideQuote ? [] : passages,
    insideQuote,
    unproven: notOurs([...apart.unmarked, ...apart.marked], signatory),
  };
}

/** All the words, with an empty line between passages. */
export function joined(reply: ReplyWords): string {
  return reply.passages.map((passage) => passage.words).join('\n\n');
}

interface KeptLine {
  readonly line: string;
  readonly below?: string;
}

interface ToldApart {
  /** The sender's own lines. */
  readonly kept: KeptLine[];
  /** What is marked as quoted, without its marks. */
  readonly marked: string[];
  /** What stands below a head without marks, to the end of the mail. */
  readonly unmarked: string[];
  /** "On 22 March … wrote:" stands above it, and not the block of headers that only a program writes. */
  readonly isBelowAttribution: boolean;
  /** A line between two marked ones may be the end of the first or an answer to it. */
  readonly isAmbiguous: boolean;
}

function tellApart(lines: readonly string[]): ToldApart {
  const { marks, isAmbiguous } = quoteMarks(lines);
  const kept: KeptLine[] = [];
  const marked: string[] = [];
  let below: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const separator = separatorAt(lines, index);
    const head = separator ?? (marks[index] === true ? undefined : attributionAt(lines, index));
    if (head !== undefined) {
      const next = nextWithText(lines, index + head.length);
      const isNextMarked = next !== undefined && marks[next] === true;
      if (!isNextMarked) {
        const unmarked = lines.slice(index + head.length);
        return { kept, marked, unmarked, isBelowAttribution: separator === undefined, isAmbiguous };
      }
      index += head.length - 1;
    } else if (marks[index] === true) {
      const quoted = line.replace(/^[\s>]+/u, '').trim();
      if (quoted !== '') below = quoted;
      marked.push(quoted);
    } else {
      kept.push({ line, below });
    }
  }
  return { kept, marked, unmarked: [], isBelowAttribution: false, isAmbiguous };
}

function nextWithText(lines: readonly string[], from: number): number | undefined {
  const index = lines.findIndex((line, position) => position >= from && line.trim() !== '');
  return index === -1 ? undefined : index;
}

/** Which lines are marked as quoted. One such line alone, with nothing said to be quoted, is somebody's own. */
function quoteMarks(lines: readonly string[]): { marks: boolean[]; isAmbiguous: boolean } {
  const marks = lines.map(isMarked);
  const count = marks.filter(Boolean).length;
  if (count === 1 && !lines.some((_, index) => attributionAt(lines, index) !== undefined)) {
    return { marks: lines.map(() => false), isAmbiguous: false };
  }
  const between = lines.map((_, index) => betweenMarked(lines, { marks, index }));
  return {
    marks: marks.map((marked, index) => marked || between[index] === 'ours'),
    isAmbiguous: between.includes('ambiguous'),
  };
}

/**
 * A line without a mark between two that have one. It is the end of the line above where the two make a sentence of ours; it
 * is its writer's own where the line above is whole. Else nobody can say.
 */
function betweenMarked(
  lines: readonly string[],
  { marks, index }: { marks: readonly boolean[]; index: number },
): 'ours' | 'own' | 'ambiguous' | undefined {
  const line = (lines[index] ?? '').trim();
  const isBetween = marks[index] === false && marks[index - 1] === true && marks[index + 1] === true;
  if (line === '' || !isBetween) return undefined;
  const before = unmarkedLine(lines[index - 1]);
  const around = [
    ...runOf(lines, { marks, index, step: -1 }),
    line,
    ...runOf(lines, { marks, index, step: 1 }),
  ];
  if (!withoutOurSentences(around.join('\n')).includes(line)) return 'ours';
  return before.length < LEAST_WRAPPED || /[.!?:]["”’']?$/u.test(before) ? 'own' : 'ambiguous';
}

/** The marked lines right above or right below one, in their order. */
function runOf(
  lines: readonly string[],
  { marks, index, step }: { marks: readonly boolean[]; index: number; step: 1 | -1 },
): string[] {
  const run: string[] = [];
  for (let at = index + step; marks[at] === true && run.length < LONGEST_RUN; at += step) {
    if (step === 1) run.push(unmarkedLine(lines[at]));
    else run.unshift(unmarkedLine(lines[at]));
  }
  return run;
}

function unmarkedLine(line: string | undefined): string {
  return (line ?? '').replace(/^[\s>]+/u, '').trim();
}

/** Lines over which a paragraph of ours may run. */
const LONGEST_RUN = 12;

/** Programs break lines at about 76 characters; nobody breaks one shorter than this. */
const LEAST_WRAPPED = 58;

function passagesOf(kept: readonly KeptLine[], signatory: Signatory | undefined): Passage[] {
  const runs: { below: string | undefined; lines: string[] }[] = [];
  for (const { line, below } of kept) {
    const run = runs.at(-1);
    if (run !== undefined && run.below === below) run.lines.push(line);
    else runs.push({ below, lines: [line] });
  }
  return runs
    .map(({ below, lines }): Passage => ({ words: withoutSignature(lines.join('\n'), signatory), below }))
    .filter(({ words }) => words !== '');
}

const POINTS_INSIDE =
  /\b(?:see|answers?|comments?|responses?|replies|replied|responded|updates?|reply|my)\b.{0,40}\b(?:below|beneath|inline|in-line|in red|in blue|in green|in bold|in capitals|underneath)\b/iu;

/** Whether somebody may have answered inside, or under, what their program quotes without marks. */
function mayHideWords(
  words: string,
  {
    unmarked,
    isBelowAttribution,
    signatory,
  }: Pick<ToldApart, 'unmarked' | 'isBelowAttribution'> & { signatory: Signatory | undefined },
): boolean {
  if (wordCount(unmarked.join('\n')) === 0) return false;
  if (POINTS_INSIDE.test(words) && wordCount(words) < 40) return true;
  if (words.trim() === '') return notOurs(unmarked, signatory) !== '';
  const latest = latestOf(unmarked);
  // An email of ours with more in it than we wrote; or what only its head says to be a quotation.
  return (quotesOurEmail(latest.join('\n')) || isBelowAttribution) && notOurs(latest, signatory) !== '';
}

/** Of a thread that is quoted whole, the newest email, without its head. */
function latestOf(quoted: readonly string[]): readonly string[] {
  const first = nextWithText(quoted, 0) ?? 0;
  const start = first + (separatorAt(quoted, first)?.length ?? 0);
  const end = quoted.findIndex((_, index) => index > start && separatorAt(quoted, index) !== undefined);
  return quoted.slice(start, end === -1 ? quoted.length : end);
}

/** What stands in a quotation besides the heads of emails, our sentences and a signature. */
function notOurs(quoted: readonly string[], signatory: Signatory | undefined): string {
  const lines = quoted.map(unmarkedLine);
  const body: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const head = separatorAt(lines, index) ?? attributionAt(lines, index);
    if (head === undefined) body.push(lines[index] ?? '');
    else index += head.length - 1;
  }
  const left = withoutSignature(withoutBanners(withoutOurSentences(body.join('\n'))), signatory);
  return wordCount(left) === 0 ? '' : left.trim();
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
