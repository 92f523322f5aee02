import { daysBetween, isBefore, isEarlier, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { HeldVisit, Visit } from '../visit.ts';

/** How a revisit compares with its due date. */
export type RevisitJudgement =
  | { readonly verdict: 'in time' }
  /**
   * `atLeast` is true if only the month is known. Even on the first day of that month, the visit was this many days
   * late.
   */
  | { readonly verdict: 'late'; readonly days: number; readonly atLeast: boolean }
  /** Only the month is known, and the due date is in that month, or there is no due date. Revisit does not guess. */
  | { readonly verdict: 'cannot tell' }
  | { readonly verdict: 'not held' };

/**
 * Judges the first visit that was held against a due date. Its first day counts, and a visit on the due date is in
 * time. If the due date is 8 September 2016, nobody can tell about "September 2016". July is in time, and October is at
 * least 23 days late.
 */
export function judgeRevisit(
  visits: readonly Visit[],
  { dueOn }: { dueOn: PlainDate | undefined },
): RevisitJudgement {
  const held = findFirstHeld(visits);
  if (held === undefined) return { verdict: 'not held' };
  if (dueOn === undefined) return { verdict: 'cannot tell' };
  const earliest = daysBetween(dueOn, earliestDay(held));
  if (earliest > 0) return { verdict: 'late', days: earliest, atLeast: held.precision === 'month' };
  return daysBetween(dueOn, latestFirstDay(held)) <= 0 ? { verdict: 'in time' } : { verdict: 'cannot tell' };
}

/** Returns the first visit that was held. This is the revisit that the programme promised. */
export function findFirstHeld(visits: readonly Visit[]): HeldVisit | undefined {
  let first: HeldVisit | undefined;
  for (const { held } of visits) {
    if (held === undefined) continue;
    if (first === undefined || isBefore(earliestDay(held), earliestDay(first))) first = held;
  }
  return first;
}

/**
 * Returns a follow-up as outsiders may see it. Booked days are confidential until a person announces them, so it leaves
 * them out.
 */
export function hideUnannouncedDays(followUp: FollowUp): FollowUp {
  const visits = followUp.visits.map(({ booked, ...visit }) =>
    visit.announcedAt === undefined || booked === undefined ? visit : { ...visit, booked },
  );
  return { ...followUp, visits };
}

/**
 * Returns the rung that announces the dates of a visit. Revisit announces the same dates once. New dates have their own
 * rung.
 */
export function nameAnnouncementRung(booked: { firstOn: PlainDate; lastOn: PlainDate }): string {
  return `announced-${booked.firstOn.toString()}-to-${booked.lastOn.toString()}`;
}

/**
 * Tells whether a person has announced the days of a visit. If the visit moves later, its new days are confidential
 * again until someone announces them.
 */
export function isAnnounced({ announcedAt, moves }: Visit): boolean {
  if (announcedAt === undefined) return false;
  return moves.every(({ recordedAt }) => !isEarlier(announcedAt, recordedAt));
}

function earliestDay(held: HeldVisit): PlainDate {
  return held.precision === 'day' ? held.firstOn : held.month.toPlainDate({ day: 1 });
}

function latestFirstDay(held: HeldVisit): PlainDate {
  return held.precision === 'day' ? held.firstOn : held.month.toPlainDate({ day: held.month.daysInMonth });
}
