import { attributionAt, isMarked, quotesOurEmail, separatorAt } from './quoted-text.ts';
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
}

export interface Passage {
  readonly words: string;
  /** The quoted line right above, where there is one. */
  readonly below?: string | undefined;
}

/** "Done. We audited 30 cases." of a reply with a greeting, a signature and our email under it. */
export function wordsOfReply(text: string, signatory?: Signatory): ReplyWords {
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  const { kept, quoted } = tellApart(lines);
  const passages = passagesOf(kept, signatory);
  const words = passages.map((passage) => passage.words).join('\n');
  const insideQuote = quotesOurEmail(words) || mayHideWords({ words, quoted });
  return { passages: insideQuote ? [] : passages, insideQuote };
}

/** All the words, with an empty line between passages. */
export function joined(reply: ReplyWords): string {
  return reply.passages.map((passage) => passage.words).join('\n\n');
}

interface KeptLine {
  readonly line: string;
  readonly below?: string | undefined;
}

/** Lines that are the sender's own, and what was quoted without a mark on each line. */
function tellApart(lines: readonly string[]): { kept: KeptLine[]; quoted: string[] } {
  const marks = quoteMarks(lines);
  const kept: KeptLine[] = [];
  let below: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const separator = separatorAt(lines, index);
    const head = separator ?? (marks[index] === true ? undefined : attributionAt(lines, index));
    if (head !== undefined) {
      const next = nextWithText(lines, index + head.length);
      const isNextMarked = next !== undefined && marks[next] === true;
      if (!isNextMarked) {
        // An attribution that nothing follows is the end of a reply whose quotation was cut off.
        return { kept, quoted: lines.slice(index + head.length) };
      }
      index += head.length - 1;
    } else if (marks[index] === true) {
      const unmarked = line.replace(/^[\s>]+/u, '').trim();
      if (unmarked !== '') below = unmarked;
    } else {
      kept.push({ line, below });
    }
  }
  return { kept, quoted: [] };
}

function nextWithText(lines: readonly string[], from: number): number | undefined {
  const index = lines.findIndex((line, position) => position >= from && line.trim() !== '');
  return index === -1 ? undefined : index;
}

/** Which lines are marked as quoted. One such line alone, with nothing said to be quoted, is somebody's own. */
function quoteMarks(lines: readonly string[]): boolean[] {
  const marks = lines.map(isMarked);
  const count = marks.filter(Boolean).length;
  if (count === 1 && !lines.some((_, index) => attributionAt(lines, index) !== undefined)) {
    return lines.map(() => false);
  }
  return marks.map((marked, index) => marked || isWrapped(lines, { marks, index }));
}

/** The end of a quoted line that a program broke without marking it again. */
function isWrapped(
  lines: readonly string[],
  { marks, index }: { marks: readonly boolean[]; index: number },
): boolean {
  const line = (lines[index] ?? '').trim();
  const before = lines[index - 1] ?? '';
  return (
    line !== '' &&
    marks[index - 1] === true &&
    marks[index + 1] === true &&
    before.length >= LEAST_WRAPPED &&
    line.length < before.length
  );
}

const LEAST_WRAPPED = 60;

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

/** Our emails have fewer words than this, whatever a program adds to them. */
const LONGEST_EMAIL_OF_OURS = 200;

const POINTS_INSIDE =
  /\b(?:see|answers?|comments?|responses?|replies|replied|responded|updates?|reply|my)\b.{0,40}\b(?:below|beneath|inline|in-line|in red|in blue|in green|in bold|in capitals|underneath)\b/iu;

function mayHideWords({ words, quoted }: { words: string; quoted: readonly string[] }): boolean {
  if (quoted.length === 0) return false;
  if (POINTS_INSIDE.test(words) && wordCount(words) < 40) return true;
  if (words.trim() !== '') return false;
  // Nothing is left, and what was taken for a quotation is not of us, or is longer than anything we write.
  const latest = latestOf(quoted);
  return wordCount(latest) > LONGEST_EMAIL_OF_OURS || (wordCount(latest) > 0 && !quotesOurEmail(latest));
}

/** Of a thread that is quoted whole, the newest email. */
function latestOf(quoted: readonly string[]): string {
  const end = quoted.findIndex((_, index) => index > 0 && separatorAt(quoted, index) !== undefined);
  return quoted.slice(0, end === -1 ? quoted.length : end).join('\n');
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
