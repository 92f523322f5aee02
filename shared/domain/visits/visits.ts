import { daysBetween, isBefore, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { HeldVisit, Visit } from '../visit.ts';

/** How a revisit stands against the date by which it was due. */
export type RevisitJudgement =
  | { readonly verdict: 'in time' }
  /** `atLeast`: only its month is known, and it was late by this many days even on the month's first day. */
  | { readonly verdict: 'late'; readonly days: number; readonly atLeast: boolean }
  /** Only its month is known, and the due date lies in it: never a guess. */
  | { readonly verdict: 'cannot tell' }
  | { readonly verdict: 'not held' };

/**
 * Judges the first visit that was held against a due date; its first day counts, and the due date is still in time.
 * "September 2016" against 8 September 2016 cannot be told; July is in time; October is late by at least 23 days.
 */
export function judgeRevisit(visits: readonly Visit[], { dueOn }: { dueOn: PlainDate }): RevisitJudgement {
  const held = firstHeld(visits);
  if (held === undefined) return { verdict: 'not held' };
  const earliest = daysBetween(dueOn, earliestDay(held));
  if (earliest > 0) return { verdict: 'late', days: earliest, atLeast: held.precision === 'month' };
  return daysBetween(dueOn, latestFirstDay(held)) <= 0 ? { verdict: 'in time' } : { verdict: 'cannot tell' };
}

/** The first visit that was held: the revisit that the programme promised. */
export function firstHeld(visits: readonly Visit[]): HeldVisit | undefined {
  let first: HeldVisit | undefined;
  for (const { held } of visits) {
    if (held === undefined) continue;
    if (first === undefined || isBefore(earliestDay(held), earliestDay(first))) first = held;
  }
  return first;
}

/** A follow-up as outsiders may see it: booked days are confidential until a person announces them. */
export function withoutUnannounced(followUp: FollowUp): FollowUp {
  const visits = followUp.visits.map(({ booked, ...visit }) =>
    visit.announcedAt === undefined || booked === undefined ? visit : { ...visit, booked },
  );
  return { ...followUp, visits };
}

/** The rung under which the dates of a visit are announced: once for the same days, again for others. */
export function announcementRung(booked: { firstOn: PlainDate; lastOn: PlainDate }): string {
  return `announced-${booked.firstOn.toString()}-to-${booked.lastOn.toString()}`;
}

function earliestDay(held: HeldVisit): PlainDate {
  return held.precision === 'day' ? held.firstOn : held.month.toPlainDate({ day: 1 });
}

function latestFirstDay(held: HeldVisit): PlainDate {
  return held.precision === 'day' ? held.firstOn : held.month.toPlainDate({ day: held.month.daysInMonth });
}
