import type { ReplyWordList, Run } from './find-runs.ts';
import type { SentIndex } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

interface Reading {
  readonly lines: readonly TextLine[];
  readonly reply: ReplyWordList;
  readonly index: SentIndex;
}

/** An unmarked line with fewer words is someone's own if it is only a part of a line of ours. */
const LEAST_PART = 8;

/**
 * Gives back own words at the ends of runs. Someone who cuts our email and writes "Not started" below takes the first
 * words of our next line, `"Not started" and …`. If the rest of that line does not follow, the words are their own.
 */
export function giveBackEnds(runs: readonly Run[], reading: Reading): Run[] {
  return runs.flatMap((run, number): Run[] => {
    const before = runs[number - 1];
    const tail = goesOn(run, runs[number + 1], reading.index) ? 0 : ownTail(run, reading);
    const lead = before !== undefined && goesOn(before, run, reading.index) ? 0 : ownLead(run, reading);
    const length = run.length - tail - lead;
    return length <= 0 ? [] : [{ at: run.at + lead, place: run.place + lead, length }];
  });
}

/** Tells whether a run has more of the line of ours in which another run ends. */
function goesOn(run: Run, next: Run | undefined, index: SentIndex): boolean {
  const stop = run.place + run.length;
  return next !== undefined && next.place >= stop && next.place < (index.lineAt(stop - 1)?.to ?? 0);
}

/** Returns how many words at the end of a run are only the first part of a line of ours. */
function ownTail(run: Run, { lines, reply, index }: Reading): number {
  const stop = run.place + run.length;
  const ours = index.lineAt(stop - 1);
  if (ours === undefined || ours.to === stop || ours.from <= run.place) return 0;
  const count = stop - ours.from;
  const end = run.at + run.length;
  const line = reply.lineOf[end - count] ?? 0;
  if (count >= LEAST_PART || reply.lineOf[end - 1] !== line) return 0;
  const isWhole = reply.starts[line] === end - count && reply.starts[line + 1] === end;
  // If our email was cut in the middle of a line, a marked line may be the first part of it.
  return isWhole && lines[line]?.mark !== '' ? 0 : count;
}

/** Returns how many words at the start of a run are only the last part of a line of ours. */
function ownLead(run: Run, { lines, reply, index }: Reading): number {
  const ours = index.lineAt(run.place);
  if (ours === undefined || ours.from === run.place || ours.to >= run.place + run.length) return 0;
  const count = ours.to - run.place;
  const line = reply.lineOf[run.at] ?? 0;
  if (count >= LEAST_PART || reply.starts[line + 1] !== run.at + count) return 0;
  const isWhole = reply.starts[line] === run.at;
  return isWhole && lines[line]?.mark !== '' ? 0 : count;
}
