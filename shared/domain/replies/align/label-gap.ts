import { isBanner } from '../quoted-text.ts';
import type { Chain, ChainSearch } from './find-chains.ts';
import type { Labels, Piece } from './label.ts';
import { fillsMark, wholeLine, type IndexedSent } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

/** Lines of the reply between two matches, and the words of ours that are missing there. */
export interface Gap {
  readonly lines: readonly number[];
  /** What follows our words on the line of the last match. */
  readonly tail: { readonly at: number; readonly text: string } | undefined;
  /** The first missing word of ours, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** True above the first match and below the last. */
  readonly isAtEdge: boolean;
}

export interface GapPlace {
  readonly chain: Chain;
  readonly search: ChainSearch;
  readonly sent: IndexedSent;
  readonly labels: Labels;
}

/** How much of what is missing an altered line has, and how much of it may be new. */
const LEAST_ALTERED = 0.7;
const LEAST_REPLACED = 0.5;

/** Labels the lines between two matches: first lines of ours that are too short to match, then what is left. */
export function labelGap(gap: Gap, place: GapPlace): void {
  let from = gap.from;
  let pending: number[] = [];
  let { tail } = gap;
  for (const at of gap.lines) {
    const missing = { from, to: gap.to };
    const found = restOfLine(missing, { at, place }) ?? wholeLineIn(missing, { at, gap, place });
    if (found === undefined) {
      pending.push(at);
      continue;
    }
    labelRest({ ...gap, lines: pending, tail, from, to: found.from }, place);
    place.labels[at] = [{ kind: 'ours', sent: place.chain.sent, lines: [found.line], isExact: true }];
    from = found.to;
    pending = [];
    tail = undefined;
  }
  labelRest({ ...gap, lines: pending, tail, from }, place);
}

/** Words of ours in a row, as places in the index. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A broken line of ours may go on below an answer, with too few words to match. */
function restOfLine(
  { from, to }: Stretch,
  { at, place }: { at: number; place: GapPlace },
): (Stretch & { line: number }) | undefined {
  const ours = place.search.index.lineAt(from);
  const words = place.search.lines[at]?.words ?? [];
  if (ours === undefined || ours.from === from || words.length === 0) return undefined;
  const rest = ours.sent.lines[ours.line]?.words.slice(from - ours.from, to - ours.from) ?? [];
  const isRest = words.length <= rest.length && words.every(({ plain }, word) => plain === rest[word]?.plain);
  return isRest ? { line: ours.line, from, to: from + words.length } : undefined;
}

/** Finds the line of ours that a line of the reply is, word for word, among those that are missing. */
function wholeLineIn(
  { from, to }: Stretch,
  { at, gap, place }: { at: number; gap: Gap; place: GapPlace },
): (Stretch & { line: number }) | undefined {
  const line = place.search.lines[at];
  if (line === undefined || line.words.length === 0) return undefined;
  // At an edge, a single word such as "Thanks" is more likely someone's own.
  if (gap.isAtEdge && line.words.length < 2 && line.mark === '' && from !== place.sent.from) return undefined;
  const { sent } = place;
  const same = sent.byWords.get(wholeLine(line)) ?? [];
  const filled = sent.withMark.filter((one) => {
    const ours = sent.lines[one];
    return ours !== undefined && fillsMark(line, ours);
  });
  for (const one of [...same, ...filled]) {
    const found = { line: one, from: sent.starts[one] ?? 0, to: sent.starts[one + 1] ?? 0 };
    if (found.from >= from && found.to <= to) return found;
  }
  return undefined;
}

function labelRest(gap: Gap, place: GapPlace): void {
  const missing = missingWords(gap, place);
  if (gap.tail !== undefined) {
    const words = place.search.lines[gap.tail.at]?.words.slice(-countWords(gap.tail.text)) ?? [];
    const tail: Piece = isAltered(
      words.map(({ plain }) => plain),
      missing,
    )
      ? { kind: 'quotation' }
      : { kind: 'own', text: gap.tail.text };
    place.labels[gap.tail.at] = [...(place.labels[gap.tail.at] ?? []), tail];
  }
  for (const block of sameMark(gap.lines, place.search.lines)) {
    const words = block.flatMap((at) => place.search.lines[at]?.words.map(({ plain }) => plain) ?? []);
    const areAltered = isAltered(words, missing);
    for (const at of block) {
      const line = place.search.lines[at];
      if (line === undefined) continue;
      const piece = areAltered ? ({ kind: 'quotation' } as const) : pieceOf(line, { gap, place, missing });
      if (piece !== undefined) place.labels[at] = [piece];
    }
  }
}

/** Returns runs of lines with the same quotation marks. Lines without words stay with their neighbours. */
function sameMark(numbers: readonly number[], lines: readonly TextLine[]): number[][] {
  const blocks: number[][] = [];
  let last: string | undefined;
  for (const at of numbers) {
    const mark = lines[at]?.mark ?? '';
    if (mark === last) blocks.at(-1)?.push(at);
    else blocks.push([at]);
    last = mark;
  }
  return blocks;
}

/** Tells who wrote a line between two matches. Returns undefined if the rules outside quotations decide. */
function pieceOf(
  line: TextLine,
  { gap, place, missing }: { gap: Gap; place: GapPlace; missing: readonly string[] },
): Piece | undefined {
  const isMarked = line.mark !== '' && (line.mark.includes('>') || line.mark === place.chain.mark);
  const text = isMarked ? line.body : line.text;
  if (line.body.trim() === '') return isMarked ? { kind: 'quotation' } : { kind: 'own', text: '' };
  const isTop = gap.isAtEdge && gap.from === place.sent.from;
  if (isTop && isBanner(line.body)) return { kind: 'banner' };
  if (line.words.length === 0) return wordless(line, { gap, place, isMarked });
  if (
    isAltered(
      line.words.map(({ plain }) => plain),
      missing,
    )
  )
    return { kind: 'quotation' };
  const same = missing.length > 0 && line.words.length > 1 ? place.search.index.sameLine(line) : undefined;
  // Copies of an email differ in a line such as "Dear Ms Green". The reply may quote another copy.
  if (same !== undefined) return { kind: 'ours', sent: same.sent, lines: [same.line], isExact: true };
  if (isElision(line) && missing.length > 0) return { kind: 'quotation' };
  if (!isMarked) return { kind: 'own', text };
  const isInserted =
    line.mark === place.chain.mark &&
    !isTop &&
    (missing.length === 0 || isBelowCut(line, { gap, place, missing }));
  return isInserted ? { kind: 'own', text } : { kind: 'quotation' };
}

/** Someone may have cut our email and answered in place of what they cut. The line then has other words than ours. */
function isBelowCut(
  line: TextLine,
  { gap, place, missing }: { gap: Gap; place: GapPlace; missing: readonly string[] },
): boolean {
  const ours = place.search.index.lineAt(gap.from - 1);
  const isAtLineEnd = ours?.to === gap.from;
  const ofOurs = new Set(pairsOf(missing));
  const pairs = pairsOf(line.words.map(({ plain }) => plain));
  return isAtLineEnd && pairs.filter((pair) => ofOurs.has(pair)).length < LEAST_REPLACED * pairs.length;
}

/** Returns every two words in a row. A single word is a pair with nothing. */
function pairsOf(words: readonly string[]): string[] {
  return words.slice(0, Math.max(1, words.length - 1)).map((word, at) => `${word} ${words[at + 1] ?? ''}`);
}

/** A line without words is a web address, a mark for what was left out, or a sign that someone wrote, such as "✓". */
function wordless(
  line: TextLine,
  { gap, place, isMarked }: { gap: Gap; place: GapPlace; isMarked: boolean },
): Piece {
  if (line.holdsAddress) {
    const address = addressLineIn(gap, place);
    if (address !== undefined)
      return { kind: 'ours', sent: place.chain.sent, lines: [address], isExact: true };
  }
  // Own words may follow the delimiter of a signature, and the signature is told from them later.
  if (!isMarked && SIGNATURE_DELIMITER.test(line.text)) return { kind: 'own', text: line.text };
  const isPunctuation = /^[\s.…[\](){}<>*_=~|:–—-]*$/u.test(line.body);
  if (isMarked || isPunctuation) return { kind: 'quotation' };
  return { kind: 'own', text: line.text };
}

/** The line of RFC 3676 above a signature. Some programs drop the space. */
const SIGNATURE_DELIMITER = /^-- ?$/u;

/** Returns the line of ours in a gap that holds a web address. It may be the line right above. */
function addressLineIn({ from, to }: Gap, { search, sent }: GapPlace): number | undefined {
  const first = from > sent.from ? (search.index.lineOf[from - 1] ?? 0) : 0;
  const last = to < sent.to ? (search.index.lineOf[to] ?? 0) : sent.lines.length - 1;
  for (let at = first; at <= last; at += 1) if (sent.lines[at]?.holdsAddress === true) return at;
  return undefined;
}

/** What people and programs put in place of what they left out: "[snip]", "<gekürzt>". */
function isElision(line: TextLine): boolean {
  return /^\s*[[<(]\s*[.…]*[^[\]<>()]{0,30}[\])>]\s*$/u.test(line.body) && line.words.length <= 2;
}

function missingWords({ from, to }: Gap, { search, sent }: GapPlace): string[] {
  if (to <= from) return [];
  const words: string[] = [];
  for (let place = from; place < to;) {
    const line = search.index.lineAt(place);
    if (line === undefined) break;
    const ofLine = sent.lines[line.line]?.words ?? [];
    words.push(...ofLine.slice(place - line.from, to - line.from).map(({ plain }) => plain));
    place = line.to;
  }
  return words;
}

/** Tells whether words are a changed form of the words of ours that are missing. */
function isAltered(words: readonly string[], missing: readonly string[]): boolean {
  if (words.length === 0 || missing.length === 0) return false;
  const left = new Map<string, number>();
  for (const word of missing) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of words) {
    const count = left.get(word) ?? 0;
    if (count > 0) {
      same += 1;
      left.set(word, count - 1);
    }
  }
  return same >= LEAST_ALTERED * words.length && same >= LEAST_REPLACED * missing.length;
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0;
}
