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
  const none = index.sents.map(() => 0);
  const shares = [...none];
  const first = walk(reply, index, none);
  const all = first.reduce((sum, { length }) => sum + length, 0);
  for (const { place, length } of first) {
    const sent = index.sentOf[place] ?? 0;
    shares[sent] = (shares[sent] ?? 0) + length / all;
  }
  return settleOverlaps(walk(reply, index, shares), reply, index);
}

/** A few words of another email are often someone's own. So many lead to that email. */
const LEAST_TO_CHANGE = 8;

function walk(reply: ReplyWordList, index: SentIndex, shares: readonly number[]): Run[] {
  const runs: Run[] = [];
  const { numbers } = reply;
  let at = 0;
  // The run that the next one should go on from.
  let last: Run | undefined;
  while (at + LEAST_MATCH <= numbers.length) {
    const longest = bestPlace({ numbers, at, last }, index, shares);
    if (longest === undefined) {
      at += 1;
      continue;
    }
    const best = stopBeforeNext(longest, { numbers, index, last });
    const run = extendBack(best, { numbers, index, free: endOf(runs.at(-1)) });
    runs.push(run);
    at = endOf(run);
    const isSameEmail = last === undefined || index.sentOf[last.place] === index.sentOf[run.place];
    if (best === longest && (isSameEmail || run.length >= LEAST_TO_CHANGE)) last = run;
  }
  return runs;
}

/** Returns the word of the reply after a run. */
function endOf(run: Run | undefined): number {
  return run === undefined ? 0 : run.at + run.length;
}

interface Spot {
  readonly numbers: readonly number[];
  readonly at: number;
  readonly last: Run | undefined;
}

function bestPlace(spot: Spot, index: SentIndex, shares: readonly number[]): Run | undefined {
  let best: Run | undefined;
  let bestWorth = -Infinity;
  for (const place of index.placesOf(spot.numbers, spot.at)) {
    const sent = index.sentOf[place] ?? 0;
    const to = index.sents[sent]?.to ?? 0;
    let length = LEAST_MATCH;
    while (place + length < to && spot.numbers[spot.at + length] === index.words[place + length]) length += 1;
    const worth = length + worthOf(place, spot.last, { index, share: shares[sent] ?? 0 });
    if (worth > bestWorth) {
      best = { at: spot.at, place, length };
      bestWorth = worth;
    }
  }
  return best;
}

/**
 * How many words longer a run in another email must be than the one that goes on. Without this, an own "Not started"
 * below our words leads to another email of ours, in which those words follow.
 */
const WORTH_OF_GOING_ON = 5;

/** How many words longer a run must be than one in the email that the reply quotes only. */
const WORTH_OF_SHARE = 4;

/** Returns what a place is worth besides its length, in words. */
function worthOf(
  place: number,
  last: Run | undefined,
  { index, share }: { index: SentIndex; share: number },
): number {
  const worth = share * WORTH_OF_SHARE;
  if (last === undefined || index.sentOf[last.place] !== index.sentOf[place]) return worth;
  const distance = place - (last.place + last.length);
  const nearness = 1 / (Math.abs(distance) + 2);
  return worth + nearness + (distance >= 0 ? WORTH_OF_GOING_ON : 0);
}

/**
 * Ends a run in another email where the words begin that come next in the email of the last run. Someone may write a
 * sentence of ours above our signature, and another email of ours has that sentence above the same signature.
 */
function stopBeforeNext(
  run: Run,
  { numbers, index, last }: { numbers: readonly number[]; index: SentIndex; last: Run | undefined },
): Run {
  if (last === undefined) return run;
  const next = last.place + last.length;
  const goesOn = index.sentOf[run.place] === index.sentOf[last.place] && run.place >= next;
  if (goesOn || index.lineAt(next)?.from !== next) return run;
  if (index.sentOf[next + LEAST_MATCH - 1] !== index.sentOf[last.place]) return run;
  for (let length = LEAST_MATCH; length <= run.length - LEAST_MATCH; length += 1) {
    const isNext = [0, 1, 2, 3].every((step) => numbers[run.at + length + step] === index.words[next + step]);
    if (isNext) return { ...run, length };
  }
  return run;
}

function extendBack(
  run: Run,
  { numbers, index, free }: { numbers: readonly number[]; index: SentIndex; free: number },
): Run {
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
 * `"Not started" and …`. The words belong to the run that has them at the start of its line, as we do.
 */
function settleOverlaps(runs: readonly Run[], reply: ReplyWordList, index: SentIndex): Run[] {
  const settled: Run[] = [];
  for (const run of runs) {
    const last = settled.at(-1);
    const overlap = last === undefined ? 0 : last.place + last.length - run.place;
    if (last === undefined || overlap <= 0 || run.place < last.place || overlap >= last.length) {
      settled.push(run);
      continue;
    }
    const tail = last.at + last.length - overlap;
    const isOurStart = index.lineAt(run.place)?.from === run.place;
    const isOfRun = isLineStart(tail, reply) || (isOurStart && isLineStart(run.at, reply));
    if (isOfRun && overlap < run.length) {
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
