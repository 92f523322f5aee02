import { addDays, daysBetween, isBefore, isEarlier, type PlainDate } from '../dates.ts';
import type { FollowUp } from '../follow-up.ts';
import type { HeldVisit, MonthPart, Visit } from '../visit.ts';

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
 *
 * @param unsureDays by how many days the due date may have been earlier, if the day of publication is not known.
 */
export function judgeRevisit(
  visits: readonly Visit[],
  { dueOn, unsureDays = 0 }: { dueOn: PlainDate | undefined; unsureDays?: number },
): RevisitJudgement {
  const held = findFirstHeld(visits);
  if (held === undefined) return { verdict: 'not held' };
  if (dueOn === undefined) return { verdict: 'cannot tell' };
  const earliest = daysBetween(dueOn, earliestDay(held));
  if (earliest > 0) {
    return { verdict: 'late', days: earliest, atLeast: held.precision === 'month' || unsureDays > 0 };
  }
  const dueFrom = addDays(dueOn, -unsureDays);
  return daysBetween(dueFrom, latestFirstDay(held)) <= 0
    ? { verdict: 'in time' }
    : { verdict: 'cannot tell' };
}

/** The most days by which two dates, counted by the same months from two days, may come closer. */
const MONTH_SLACK_DAYS = 3;

/**
 * Returns by how many days a due date may have been earlier, because the day of publication is not known. It is rather
 * too many than too few, so that nothing is called in time that may have been late.
 */
export function unsureDaysOf({ publishedOn, publishedFrom }: FollowUp): number {
  return publishedFrom === undefined ? 0 : daysBetween(publishedFrom, publishedOn) + MONTH_SLACK_DAYS;
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

/** The first and the last day of each part of a month. The last part ends with the month. */
const PART_DAYS: Readonly<Record<MonthPart, { readonly first: number; readonly last: number }>> = {
  early: { first: 1, last: 10 },
  mid: { first: 11, last: 20 },
  late: { first: 21, last: 31 },
};

/** Returns the first day on which a visit may have begun. */
export function earliestDay(held: HeldVisit): PlainDate {
  if (held.precision === 'day') return held.firstOn;
  return held.month.toPlainDate({ day: held.part === undefined ? 1 : PART_DAYS[held.part].first });
}

function latestFirstDay(held: HeldVisit): PlainDate {
  if (held.precision === 'day') return held.firstOn;
  const last = held.part === undefined ? 31 : PART_DAYS[held.part].last;
  return held.month.toPlainDate({ day: Math.min(last, held.month.daysInMonth) });
}
