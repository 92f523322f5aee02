import { isAfter, isBefore, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { judgeRevisit } from './visits.ts';

/** How one revisit that fell due counts in the annual figures. */
export type YearVerdict = 'in time' | 'late' | 'not held' | 'still to come' | 'suspended or withdrawn';

/** One revisit whose original date lies in the stretch. */
export interface YearEntry {
  readonly followUp: FollowUp;
  /** Against the original date: moving a date never improves a figure. */
  readonly originalDueOn: PlainDate;
  readonly verdict: YearVerdict;
  /** For a late one: by how many days, at least where only the month is known. */
  readonly daysLate: number | undefined;
  /** Only the month is known and the due date lies in it: counted as late, and said so. */
  readonly cannotTell: boolean;
}

export interface YearFigures {
  readonly due: number;
  readonly inTime: number;
  readonly late: number;
  readonly notHeld: number;
  /** Their original date is still to come. */
  readonly stillToCome: number;
  /** Counted apart, and in no percentage. */
  readonly suspendedOrWithdrawn: number;
  /** Of those late whose days are known: the middle one, and the longest. */
  readonly medianDaysLate: number | undefined;
  readonly longestDaysLate: number | undefined;
}

/** Every revisit whose original date lies between two days, both included, judged by what is known on `today`. */
export function yearEntries(
  all: readonly { readonly followUp: FollowUp; readonly revisit: Milestone }[],
  { from, to, today }: { from: PlainDate; to: PlainDate; today: PlainDate },
): YearEntry[] {
  return (
    all
      // What was prepared for a day that slipped was never published: another follow-up took its place.
      .filter(
        ({ followUp: { state, withdrawal } }) =>
          state !== 'prepared' && (state !== 'withdrawn' || withdrawal !== undefined),
      )
      .filter(({ revisit }) => !isBefore(revisit.originalDueOn, from) && !isAfter(revisit.originalDueOn, to))
      .map(({ followUp, revisit }) => entryOf(followUp, { revisit, today }))
  );
}

function entryOf(
  followUp: FollowUp,
  { revisit, today }: { revisit: Milestone; today: PlainDate },
): YearEntry {
  const { originalDueOn } = revisit;
  const entry = { followUp, originalDueOn, daysLate: undefined, cannotTell: false };
  if (followUp.state === 'withdrawn') return { ...entry, verdict: 'suspended or withdrawn' };
  const judgement = judgeRevisit(followUp.visits, { dueOn: originalDueOn });
  switch (judgement.verdict) {
    case 'in time':
      return { ...entry, verdict: 'in time' };
    case 'late':
      return { ...entry, verdict: 'late', daysLate: judgement.days };
    case 'cannot tell':
      return { ...entry, verdict: 'late', cannotTell: true };
    case 'not held':
      if (revisit.suspended) return { ...entry, verdict: 'suspended or withdrawn' };
      return { ...entry, verdict: isBefore(originalDueOn, today) ? 'not held' : 'still to come' };
  }
}

/** The figures of some revisits: counts add up to `due`. */
export function yearFigures(entries: readonly YearEntry[]): YearFigures {
  const count = (verdict: YearVerdict): number => entries.filter((entry) => entry.verdict === verdict).length;
  const days = entries
    .flatMap(({ daysLate }) => (daysLate === undefined ? [] : [daysLate]))
    .sort((a, b) => a - b);
  return {
    due: entries.length,
    inTime: count('in time'),
    late: count('late'),
    notHeld: count('not held'),
    stillToCome: count('still to come'),
    suspendedOrWithdrawn: count('suspended or withdrawn'),
    medianDaysLate: median(days),
    longestDaysLate: days.at(-1),
  };
}

/** The middle of an ordered list; of two in the middle, their mean, rounded up. */
function median(ordered: readonly number[]): number | undefined {
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle];
  if (upper === undefined || ordered.length % 2 === 1) return upper;
  return Math.ceil(((ordered[middle - 1] ?? upper) + upper) / 2);
}
