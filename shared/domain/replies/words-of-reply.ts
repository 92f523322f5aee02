import type { CutText } from '../form/form-email.ts';
import { removeOurSentences } from './our-sentences.ts';
import {
  findAttribution,
  findHeadAbove,
  isMarked,
  nextWithText,
  quotesOurEmail,
  findSeparator,
  removeBanners,
} from './quoted-text.ts';
import { removeSignature, type Signatory } from './signature.ts';

/** What someone wrote, without quotations and without their signature. All other characters are as they came. */
export interface ReplyWords {
  /** In their order. There are several if the sender wrote between quoted lines. */
  readonly passages: readonly Passage[];
  /**
   * True if the sender may have written inside a quotation that their program does not mark. Only a person can tell,
   * and Revisit leaves the words of such an email alone.
   */
  readonly insideQuote: boolean;
  /**
   * Text in the quotation that is not one of our sentences and not a signature. The sender may have written it there.
   */
  readonly unproven: string;
  /** What was set aside, in the order of the reply. Nothing is cut without a trace. */
  readonly cut: readonly CutText[];
}

export interface Passage {
  readonly words: string;
  /** The quoted line right above, if there is one. */
  readonly below?: string;
}

/**
 * Returns what someone wrote in a reply, such as "Done. We audited 30 cases." It leaves out the sign-off, the signature
 * and our email below.
 */
export function wordsOfReply(
  text: string,
  signatory?: Signatory,
  { aligned = false, listed = [] }: ReadingOptions = {},
): ReplyWords {
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  const reading: Reading = { signatory, listed };
  if (aligned) return wordsOfAligned(lines, reading);
  const apart = tellApart(lines, reading);
  const { passages, cut } = passagesOf(apart.kept, signatory);
  const words = passages.map((passage) => passage.words).join('\n');
  const insideQuote =
    apart.isAmbiguous || quotesOurEmail(words) || mayHideWords(words, { ...apart, reading });
  return {
    passages: insideQuote ? [] : passages,
    insideQuote,
    unproven: notOurs([...apart.unmarked, ...apart.marked], reading),
    cut: [...cut, ...quotationOf(apart)],
  };
}

function quotationOf({ marked, unmarked }: ToldApart): CutText[] {
  const text = [...marked, ...unmarked].join('\n').trim();
  return text === '' ? [] : [{ why: 'quotation', text }];
}

/** Who signed the reply, and the lines of our email that differ. */
interface Reading {
  readonly signatory: Signatory | undefined;
  readonly listed: readonly string[];
}

interface ReadingOptions {
  /** Lines of our email that the patterns do not know, such as "2. Recognising the signs". */
  readonly listed?: readonly string[];
  /** True if `markWhatWeSent` marked every line that is not the sender's own. Then nothing has to be guessed. */
  readonly aligned?: boolean;
}

/** Our lines are marked with ">" in an aligned reply. What others wrote is marked with ">>". */
function wordsOfAligned(lines: readonly string[], reading: Reading): ReplyWords {
  const kept: KeptLine[] = [];
  const others: string[] = [];
  let below: string | undefined;
  for (const line of lines) {
    const mark = /^>{1,2}(?= )/u.exec(line)?.[0];
    if (mark === undefined) kept.push({ line, below });
    else {
      below = unmarkedLine(line);
      if (mark === '>>') others.push(below);
    }
  }
  return {
    ...passagesOf(kept, reading.signatory),
    insideQuote: false,
    unproven: notOurs(others, reading),
  };
}

/** Returns all the words, with an empty line between passages. */
export function joinPassages(reply: ReplyWords): string {
  return reply.passages.map((passage) => passage.words).join('\n\n');
}

interface KeptLine {
  readonly line: string;
  readonly below?: string;
}

interface ToldApart {
  /** The sender's own lines. */
  readonly kept: KeptLine[];
  /** The lines marked as quoted, without their marks. */
  readonly marked: string[];
  /** The lines below an unmarked heading, to the end of the email. */
  readonly unmarked: string[];
  /**
   * True if the heading is a line such as "On 22 March … wrote:". It is false for the block of headers that only a
   * program writes.
   */
  readonly isBelowAttribution: boolean;
  /** True if a line between two marked lines may continue the first or answer it. */
  readonly isAmbiguous: boolean;
}

function tellApart(lines: readonly string[], { signatory, listed }: Reading): ToldApart {
  const sender = signatory?.address;
  const { marks, isAmbiguous } = quoteMarks(lines, listed);
  const kept: KeptLine[] = [];
  const marked: string[] = [];
  let below: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const separator = findSeparator(lines, index);
    const head =
      separator ??
      (marks[index] === true
        ? undefined
        : (findAttribution(lines, index) ?? findHeadAbove(lines, { marks, start: index, sender })));
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

/**
 * Returns which lines are marked as quoted. If there is only one such line and nothing says that it is quoted, the
 * sender wrote it.
 */
function quoteMarks(
  lines: readonly string[],
  listed: readonly string[],
): { marks: boolean[]; isAmbiguous: boolean } {
  const marks = lines.map(isMarked);
  const count = marks.filter(Boolean).length;
  if (count === 1 && !lines.some((_, index) => findAttribution(lines, index) !== undefined)) {
    return { marks: lines.map(() => false), isAmbiguous: false };
  }
  const between = lines.map((_, index) => betweenMarked(lines, { marks, index, listed }));
  return {
    marks: marks.map((marked, index) => marked || between[index] === 'ours'),
    isAmbiguous: between.includes('ambiguous'),
  };
}

/**
 * Tells who wrote an unmarked line between two marked lines. If the lines together make one of our sentences, it
 * continues the line above. If the line above is complete, the sender wrote it. Otherwise nobody can tell.
 */
function betweenMarked(
  lines: readonly string[],
  { marks, index, listed }: { marks: readonly boolean[]; index: number; listed: readonly string[] },
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
  if (!removeOurSentences(around.join('\n'), listed).includes(line)) return 'ours';
  return before.length < LEAST_WRAPPED || /[.!?:]["”’']?$/u.test(before) ? 'own' : 'ambiguous';
}

/** Returns the run of marked lines right above or right below a line, in their order. */
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

/** The most lines that one of our paragraphs may cover. */
const LONGEST_RUN = 12;

/** Programs break lines at about 76 characters. Nobody breaks a line that is shorter than this. */
const LEAST_WRAPPED = 58;

function passagesOf(
  kept: readonly KeptLine[],
  signatory: Signatory | undefined,
): Pick<ReplyWords, 'passages' | 'cut'> {
  const runs: { below: string | undefined; lines: string[] }[] = [];
  for (const { line, below } of kept) {
    const run = runs.at(-1);
    if (run !== undefined && run.below === below) run.lines.push(line);
    else runs.push({ below, lines: [line] });
  }
  const passages: Passage[] = [];
  const cut: CutText[] = [];
  for (const { below, lines } of runs) {
    const text = lines.join('\n');
    const words = removeSignature(text, signatory, { isBelowWords: passages.length > 0 });
    if (words !== '') passages.push({ words, below });
    cut.push(...aroundWords(text, words));
  }
  return { passages, cut };
}

/** Returns what stands above and below the words: banners of gateways, and signatures with disclaimers. */
function aroundWords(text: string, words: string): CutText[] {
  const start = words === '' ? 0 : text.indexOf(words);
  if (start === -1) return [{ why: 'signature', text: text.trim() }];
  const parts: CutText[] = [
    { why: 'banner', text: text.slice(0, start).trim() },
    { why: 'signature', text: text.slice(start + words.length).trim() },
  ];
  return parts.filter((part) => part.text !== '');
}

const POINTS_INSIDE =
  /\b(?:see|answers?|comments?|responses?|replies|replied|responded|updates?|reply|my)\b.{0,40}\b(?:below|beneath|inline|in-line|in red|in blue|in green|in bold|in capitals|underneath)\b/iu;

/** Tells whether someone may have answered inside or below a quotation that their program does not mark. */
function mayHideWords(
  words: string,
  {
    unmarked,
    isBelowAttribution,
    reading,
  }: Pick<ToldApart, 'unmarked' | 'isBelowAttribution'> & { reading: Reading },
): boolean {
  if (wordCount(unmarked.join('\n')) === 0) return false;
  if (POINTS_INSIDE.test(words) && wordCount(words) < 40) return true;
  if (words.trim() === '') return notOurs(unmarked, reading) !== '';
  const latest = latestOf(unmarked);
  // The quotation is one of our emails with extra words, or only its heading says that it is a quotation.
  return (quotesOurEmail(latest.join('\n')) || isBelowAttribution) && notOurs(latest, reading) !== '';
}

/** Returns the newest email of a quoted thread, without its heading. */
function latestOf(quoted: readonly string[]): readonly string[] {
  const first = nextWithText(quoted, 0) ?? 0;
  const start = first + (findSeparator(quoted, first)?.length ?? 0);
  const end = quoted.findIndex((_, index) => index > start && findSeparator(quoted, index) !== undefined);
  return quoted.slice(start, end === -1 ? quoted.length : end);
}

/** Returns what a quotation has besides email headings, our sentences and a signature. */
function notOurs(quoted: readonly string[], { signatory, listed }: Reading): string {
  const lines = quoted.map(unmarkedLine);
  const body: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const head = findSeparator(lines, index) ?? findAttribution(lines, index);
    if (head === undefined) body.push(lines[index] ?? '');
    else index += head.length - 1;
  }
  const left = removeSignature(removeBanners(removeOurSentences(body.join('\n'), listed)), signatory);
  return wordCount(left) === 0 ? '' : left.trim();
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
