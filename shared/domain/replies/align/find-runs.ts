import { LEAST_MATCH, type SentIndex } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

/** The words of a reply in a row, with the line of each. */
export interface ReplyWordList {
  /** The number of each word in the index. */
  readonly numbers: readonly number[];
  readonly lineOf: readonly number[];
  /** Where the words of each line begin. One more entry than lines: the end. */
  readonly starts: readonly number[];
}

export function listWords(lines: readonly TextLine[], index: SentIndex): ReplyWordList {
  const numbers: number[] = [];
  const lineOf: number[] = [];
  const starts: number[] = [];
  lines.forEach((line, at) => {
    starts.push(numbers.length);
    for (const { plain } of line.words) {
      numbers.push(index.numberOf(plain));
      lineOf.push(at);
    }
  });
  return { numbers, lineOf, starts: [...starts, numbers.length] };
}

/** Words of the reply in a row that are words of ours in a row. */
export interface Run {
  /** The first word in the reply. */
  readonly at: number;
  /** The first word in our emails. */
  readonly place: number;
  readonly length: number;
}

/**
 * Finds the longest runs of our words in a reply, in order. If several places fit, it takes the one that goes on from
 * the last run, and otherwise the email that the reply quotes most. To know that, it goes through the reply twice.
 */
export function findRuns(reply: ReplyWordList, index: SentIndex): Run[] {
  const weights = index.sents.map(() => 0);
  for (const { place, length } of walk(reply, index, weights)) {
    const sent = index.sentOf[place] ?? 0;
    weights[sent] = (weights[sent] ?? 0) + length;
  }
  return settleOverlaps(walk(reply, index, weights), reply);
}

function walk(reply: ReplyWordList, index: SentIndex, weights: readonly number[]): Run[] {
  const runs: Run[] = [];
  const { numbers } = reply;
  let at = 0;
  while (at + LEAST_MATCH <= numbers.length) {
    const best = bestPlace({ numbers, at, last: runs.at(-1) }, index, weights);
    if (best === undefined) {
      at += 1;
      continue;
    }
    const run = extendBack(best, { numbers, index, last: runs.at(-1) });
    runs.push(run);
    at = run.at + run.length;
  }
  return runs;
}

interface Spot {
  readonly numbers: readonly number[];
  readonly at: number;
  readonly last: Run | undefined;
}

function bestPlace(spot: Spot, index: SentIndex, weights: readonly number[]): Run | undefined {
  let best: Run | undefined;
  let bestRank = Infinity;
  for (const place of index.placesOf(spot.numbers, spot.at)) {
    const sent = index.sentOf[place] ?? 0;
    const to = index.sents[sent]?.to ?? 0;
    let length = LEAST_MATCH;
    while (place + length < to && spot.numbers[spot.at + length] === index.words[place + length]) length += 1;
    if (best !== undefined && length < best.length) continue;
    const rank = rankOf(place, spot.last, { index, weight: weights[sent] ?? 0 });
    if (best === undefined || length > best.length || rank < bestRank) {
      best = { at: spot.at, place, length };
      bestRank = rank;
    }
  }
  return best;
}

const ELSEWHERE = 1_000_000_000;

function rankOf(
  place: number,
  last: Run | undefined,
  { index, weight }: { index: SentIndex; weight: number },
): number {
  if (last === undefined || index.sentOf[last.place] !== index.sentOf[place]) return ELSEWHERE - weight;
  const distance = place - (last.place + last.length);
  return distance >= 0 ? distance : ELSEWHERE / 2 - distance;
}

function extendBack(
  run: Run,
  { numbers, index, last }: { numbers: readonly number[]; index: SentIndex; last: Run | undefined },
): Run {
  const free = last === undefined ? 0 : last.at + last.length;
  const sent = index.sentOf[run.place];
  let back = 0;
  while (
    run.at - back > free &&
    index.sentOf[run.place - back - 1] === sent &&
    numbers[run.at - back - 1] === index.words[run.place - back - 1] &&
    numbers[run.at - back - 1] !== undefined
  ) {
    back += 1;
  }
  return { at: run.at - back, place: run.place - back, length: run.length + back };
}

/**
 * Two runs in a row may claim the same words of ours. This happens if someone writes "Not started" above our line
 * `"Not started" and …`. The words belong to the run that has them in the middle of a line.
 */
function settleOverlaps(runs: readonly Run[], reply: ReplyWordList): Run[] {
  const settled: Run[] = [];
  for (const run of runs) {
    const last = settled.at(-1);
    const overlap = last === undefined ? 0 : last.place + last.length - run.place;
    if (last === undefined || overlap <= 0 || run.place < last.place || overlap >= last.length) {
      settled.push(run);
      continue;
    }
    const tail = last.at + last.length - overlap;
    if (isLineStart(tail, reply) && overlap < run.length) {
      settled[settled.length - 1] = { ...last, length: last.length - overlap };
      settled.push(run);
    } else if (overlap < run.length) {
      settled.push({ at: run.at + overlap, place: run.place + overlap, length: run.length - overlap });
    }
  }
  return settled;
}

function isLineStart(word: number, { lineOf, starts }: ReplyWordList): boolean {
  return starts[lineOf[word] ?? -1] === word;
}
