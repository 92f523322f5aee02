import { isAfter, isBefore, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { judgeRevisit, unsureDaysOf } from './visits.ts';

/** How one revisit that was due counts in the annual figures. */
export type YearVerdict =
  'in time' | 'late' | 'not held' | 'not known' | 'still to come' | 'suspended or withdrawn';

/** One revisit with its original due date in the period. */
export interface YearEntry {
  readonly followUp: FollowUp;
  /** The date that counts in the figures. Moving a date never improves a figure. */
  readonly originalDueOn: PlainDate;
  readonly verdict: YearVerdict;
  /** By how many days the revisit was late. If only the month is known, it was at least this many. */
  readonly daysLate: number | undefined;
  /**
   * True if only the month is known and the due date is in that month. The figures count the revisit as late and say
   * so.
   */
  readonly cannotTell: boolean;
}

export interface YearFigures {
  readonly due: number;
  readonly inTime: number;
  readonly late: number;
  readonly notHeld: number;
  /** They were over before Revisit knew of them, and no visit is on record. */
  readonly notKnown: number;
  /** Their original date has not passed. */
  readonly stillToCome: number;
  /** These are counted separately. No percentage includes them. */
  readonly suspendedOrWithdrawn: number;
  /** The median and the longest delay of the late revisits, if the number of days is known. */
  readonly medianDaysLate: number | undefined;
  readonly longestDaysLate: number | undefined;
}

/**
 * Returns every revisit with its original due date between two days, both included. It judges each by what is known on
 * `today`.
 */
export function listYearEntries(
  all: readonly { readonly followUp: FollowUp; readonly revisit: Milestone | undefined }[],
  { from, to, today }: { from: PlainDate; to: PlainDate; today: PlainDate },
): YearEntry[] {
  return (
    all
      // If a publication day slipped, the follow-up prepared for it was never published. Another one replaced it.
      .filter(
        ({ followUp: { state, withdrawal } }) =>
          state !== 'prepared' && (state !== 'withdrawn' || withdrawal !== undefined),
      )
      .flatMap(({ followUp, revisit }) =>
        revisit === undefined || isBefore(revisit.originalDueOn, from) || isAfter(revisit.originalDueOn, to)
          ? []
          : [entryOf(followUp, { revisit, today })],
      )
  );
}

function entryOf(
  followUp: FollowUp,
  { revisit, today }: { revisit: Milestone; today: PlainDate },
): YearEntry {
  const { originalDueOn } = revisit;
  const entry = { followUp, originalDueOn, daysLate: undefined, cannotTell: false };
  if (followUp.state === 'withdrawn') return { ...entry, verdict: 'suspended or withdrawn' };
  const judgement = judgeRevisit(followUp.visits, {
    dueOn: originalDueOn,
    unsureDays: unsureDaysOf(followUp),
  });
  switch (judgement.verdict) {
    case 'in time':
      return { ...entry, verdict: 'in time' };
    case 'late':
      return { ...entry, verdict: 'late', daysLate: judgement.days };
    case 'cannot tell':
      // Nobody can say that it was late if the date that it had to keep is not known.
      if (followUp.publishedFrom !== undefined) return { ...entry, verdict: 'not known', cannotTell: true };
      return { ...entry, verdict: 'late', cannotTell: true };
    case 'not held':
      if (followUp.closing?.isHistory === true) return { ...entry, verdict: 'not known' };
      if (revisit.suspended) return { ...entry, verdict: 'suspended or withdrawn' };
      return { ...entry, verdict: isBefore(originalDueOn, today) ? 'not held' : 'still to come' };
  }
}

/** Counts the revisits for the annual figures. The counts add up to `due`. */
export function countYearFigures(entries: readonly YearEntry[]): YearFigures {
  const count = (verdict: YearVerdict): number => entries.filter((entry) => entry.verdict === verdict).length;
  const days = entries
    .flatMap(({ daysLate }) => (daysLate === undefined ? [] : [daysLate]))
    .sort((a, b) => a - b);
  return {
    due: entries.length,
    inTime: count('in time'),
    late: count('late'),
    notHeld: count('not held'),
    notKnown: count('not known'),
    stillToCome: count('still to come'),
    suspendedOrWithdrawn: count('suspended or withdrawn'),
    medianDaysLate: median(days),
    longestDaysLate: days.at(-1),
  };
}

/** Returns the middle of an ordered list. If there are two in the middle, it is their mean, rounded up. */
function median(ordered: readonly number[]): number | undefined {
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle];
  if (upper === undefined || ordered.length % 2 === 1) return upper;
  return Math.ceil(((ordered[middle - 1] ?? upper) + upper) / 2);
}
