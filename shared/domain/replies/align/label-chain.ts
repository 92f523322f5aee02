import { isBanner } from '../quoted-text.ts';
import type { Chain, ChainSearch } from './find-chains.ts';
import { labelGap, type Gap } from './label-gap.ts';
import type { Labels, Piece } from './label.ts';
import { fillsMark, wholeLine, type IndexedSent } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

/** A line is ours if this much of it matches. If it is marked, half is enough. */
const LEAST_OF_LINE = 0.8;
const LEAST_OF_MARKED_LINE = 0.5;

/** How many lines below the last match may still be ours, because they are too short to match. */
const MOST_BELOW = 30;

/** Which words of a line match, and where they stand in our email. */
interface LineMatch {
  /** The place in our email of each word of the line. */
  readonly places: readonly (number | undefined)[];
  readonly from: number;
  readonly stop: number;
}

/** Labels the lines of a quotation: ours, someone's own between ours, or altered on the way. */
export function labelChain(
  chain: Chain,
  search: ChainSearch,
  { labels, end }: { labels: Labels; end: number },
): void {
  const sent = search.index.sents[chain.sent];
  if (sent === undefined) return;
  const matches = matchesOf(chain, search);
  const start = chain.head?.to ?? startWithoutHead(chain, search, labels);
  const stop = Math.min(end, chain.last + 1 + MOST_BELOW);
  let gap: Gap = { lines: [], tail: undefined, from: sent.from, to: sent.to, isAtEdge: true };
  for (let at = start; at < stop; at += 1) {
    const line = search.lines[at];
    const match = matches.get(at);
    if (line === undefined) break;
    const read =
      match === undefined ? undefined : readLine(line, { match, search, sent, number: chain.sent });
    if (read === undefined || match === undefined) {
      gap = { ...gap, lines: [...gap.lines, at] };
      continue;
    }
    labelGap({ ...gap, to: Math.max(gap.from, match.from) }, { chain, search, sent, labels });
    labels[at] = read.pieces;
    gap = {
      lines: [],
      tail: read.tail === undefined ? undefined : { at, text: read.tail },
      from: match.stop,
      to: sent.to,
      isAtEdge: false,
    };
  }
  labelGap({ ...gap, isAtEdge: true }, { chain, search, sent, labels });
}

/**
 * Without a head, lines right above with the same marks may be ours, and lines of ours that are too short to match, such
 * as "OFFICIAL".
 */
function startWithoutHead(chain: Chain, { lines, index }: ChainSearch, labels: Labels): number {
  const sent = index.sents[chain.sent];
  const place = chain.blocks[0]?.place ?? 0;
  let start = chain.first;
  let isRightAbove = true;
  const least = Math.max(0, chain.first - MOST_ABOVE);
  for (let at = chain.first - 1; at >= least && labels[at] === undefined; at -= 1) {
    const line = lines[at];
    if (line === undefined || sent === undefined) break;
    const isSameMark = chain.mark !== '' && line.mark === chain.mark;
    isRightAbove &&= isSameMark || isBanner(line.body) || (line.mark === '' && line.body.trim() === '');
    const isShortOfOurs = (sent.byWords.get(wholeLine(line)) ?? []).some(
      (one) => (sent.starts[one + 1] ?? 0) <= place,
    );
    if (isRightAbove || isShortOfOurs) start = at;
  }
  return start;
}

/** How many lines above the first match a short line of ours may stand. */
const MOST_ABOVE = 12;

function matchesOf(chain: Chain, { reply, lines }: ChainSearch): Map<number, LineMatch> {
  const places = new Map<number, number>();
  for (const { runs } of chain.blocks) {
    for (const run of runs) {
      for (let step = 0; step < run.length; step += 1) places.set(run.at + step, run.place + step);
    }
  }
  const matches = new Map<number, LineMatch>();
  for (let at = chain.first; at <= chain.last; at += 1) {
    const from = reply.starts[at] ?? 0;
    const ofLine = (lines[at]?.words ?? []).map((_, word) => places.get(from + word));
    const found = ofLine.filter((place) => place !== undefined);
    const [first] = found;
    const last = found.at(-1);
    if (first !== undefined && last !== undefined)
      matches.set(at, { places: ofLine, from: first, stop: last + 1 });
  }
  return matches;
}

interface LineReading {
  readonly match: LineMatch;
  readonly search: ChainSearch;
  readonly sent: IndexedSent;
  readonly number: number;
}

/** Tells what a line with words of ours is. Returns undefined if too little of it is ours. */
function readLine(
  line: TextLine,
  reading: LineReading,
): { pieces: readonly Piece[]; tail: string | undefined } | undefined {
  const { match, search, sent, number } = reading;
  const matched = match.places.filter((place) => place !== undefined).length;
  const first = search.index.lineOf[match.from] ?? 0;
  const last = search.index.lineOf[match.stop - 1] ?? 0;
  const lines = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  const ours: Piece = { kind: 'ours', sent: number, lines, isExact: matched === line.words.length };
  const tail = tailOf(line, reading);
  if (tail !== undefined) return { pieces: [{ ...ours, isExact: true }], tail };
  const lead = leadOf(line, reading);
  if (lead !== undefined)
    return {
      pieces: [
        { kind: 'own', text: lead },
        { ...ours, isExact: true },
      ],
      tail: undefined,
    };
  const ofOurs = sent.lines[first];
  const isFilled = ofOurs !== undefined && first === last && fillsMark(line, ofOurs);
  const least = line.mark === '' ? LEAST_OF_LINE : LEAST_OF_MARKED_LINE;
  const isOurs = matched >= least * line.words.length || isCutWord(match, line, search) || isFilled;
  if (!isOurs) return undefined;
  return {
    pieces: [{ ...ours, isExact: ours.isExact || isFilled }],
    tail: undefined,
  };
}

/** Returns what someone wrote behind our line, on the same line. */
function tailOf(line: TextLine, { match, search, sent }: LineReading): string | undefined {
  const firstOther = match.places.findLastIndex((place) => place !== undefined) + 1;
  const isWhole = match.places.slice(0, firstOther).every((place) => place !== undefined);
  const end = search.index.lineAt(match.stop - 1);
  const last = line.words[firstOther - 1];
  if (firstOther >= line.words.length || !isWhole || end?.to !== match.stop || last === undefined)
    return undefined;
  if (sent.lines[end.line]?.holdsAddress === true) return undefined;
  return line.body.slice(last.to).replace(/^[\s.,;:?!"”'’)\]*_–—-]+/u, '');
}

/** Returns what someone wrote in front of our line, on the same line. */
function leadOf(line: TextLine, { match, search }: LineReading): string | undefined {
  const first = match.places.findIndex((place) => place !== undefined);
  const isWhole = match.places.slice(first).every((place) => place !== undefined);
  const begin = search.index.lineAt(match.from);
  const word = line.words[first];
  const count = match.places.length - first;
  if (first <= 0 || !isWhole || begin?.from !== match.from || word === undefined) return undefined;
  if (count < LEAST_BEHIND_LEAD || (line.mark !== '' && begin.to > match.stop)) return undefined;
  return line.body
    .slice(0, word.from)
    .replace(/[\s"“'‘(\[*_–—-]+$/u, '')
    .trim();
}

const LEAST_BEHIND_LEAD = 4;

/** Tells whether a line is ours up to its last word, and that word is cut off. */
function isCutWord({ places, stop }: LineMatch, line: TextLine, { index }: ChainSearch): boolean {
  const cut = line.words.at(-1)?.plain ?? '';
  const isRest = places.slice(0, -1).every((place) => place !== undefined);
  return isRest && places.at(-1) === undefined && places.length > 1 && index.beginsWith(stop, cut);
}
