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
 * Gives back own lines at the ends of runs. Someone who cuts our email and writes "Not started" below takes the first
 * words of our next line, `"Not started" and …`. If the rest of that line does not follow, the words are their own.
 */
export function giveBackEnds(runs: readonly Run[], reading: Reading): Run[] {
  return runs.flatMap((run, number): Run[] => {
    const before = runs[number - 1];
    const after = runs[number + 1];
    const tail = after?.place === run.place + run.length ? 0 : ownTail(run, reading);
    const lead =
      before !== undefined && before.place + before.length === run.place ? 0 : ownLead(run, reading);
    const length = run.length - tail - lead;
    return length <= 0 ? [] : [{ at: run.at + lead, place: run.place + lead, length }];
  });
}

/** Returns how many words at the end of a run are a line of the reply, but only the first part of a line of ours. */
function ownTail(run: Run, { lines, reply, index }: Reading): number {
  const stop = run.place + run.length;
  const ours = index.lineAt(stop - 1);
  if (ours === undefined || ours.to === stop || ours.from <= run.place) return 0;
  const count = stop - ours.from;
  const end = run.at + run.length;
  return count < LEAST_PART && isOneLine({ lines, reply }, end - count, end) ? count : 0;
}

/** Returns how many words at the start of a run are a line of the reply, but only the last part of a line of ours. */
function ownLead(run: Run, { lines, reply, index }: Reading): number {
  const ours = index.lineAt(run.place);
  if (ours === undefined || ours.from === run.place || ours.to >= run.place + run.length) return 0;
  const count = ours.to - run.place;
  return count < LEAST_PART && isOneLine({ lines, reply }, run.at, run.at + count) ? count : 0;
}

/** Tells whether words of the reply are one whole line without quotation marks. */
function isOneLine({ lines, reply }: Pick<Reading, 'lines' | 'reply'>, from: number, to: number): boolean {
  const line = reply.lineOf[from] ?? 0;
  return reply.starts[line] === from && reply.starts[line + 1] === to && lines[line]?.mark === '';
}
