import { addDays, daysBetween, formatDate, isAfter, isBefore, laterDate, type PlainDate } from '../dates.ts';
import type { Suspension } from '../follow-up.ts';

/** A period that stopped a clock before its date was reached. */
export interface Stop {
  readonly from: PlainDate;
  /** The first day when the clock ran again. Absent if nobody knows. */
  readonly to?: PlainDate;
  /** By how many days it moved the date. If it overlaps an earlier stop, the shared days count once. */
  readonly days: number;
  readonly reason: string;
}

/**
 * Moves a date on by the days when its clock was stopped. If a stop began before the date was reached, all its days are
 * given back. A clock that starts on 8 March 2016 and is stopped from 1 to 10 April reaches 19 April ten days later, on
 * 29 April.
 */
export function moveByStops(
  on: PlainDate,
  { startsOn, suspensions }: { startsOn: PlainDate; suspensions: readonly Suspension[] },
): { on: PlainDate; stops: readonly Stop[] } {
  if (suspensions.length === 0) return { on, stops: [] };
  const stops: Stop[] = [];
  let moved = on;
  let countedTo = startsOn;
  for (const { from, to, reason } of inOrder(suspensions)) {
    const starts = laterDate(from, countedTo);
    if (isAfter(laterDate(from, startsOn), moved)) continue;
    if (to === undefined) {
      stops.push({ from: laterDate(from, startsOn), days: 0, reason });
      continue;
    }
    const days = daysBetween(starts, to);
    if (days <= 0) continue;
    moved = addDays(moved, days);
    countedTo = to;
    stops.push({ from: starts, to, days, reason });
  }
  return { on: moved, stops };
}

/** Tells whether a clock is stopped on a day. */
export function isStopped(suspensions: readonly Suspension[], on: PlainDate): boolean {
  return suspensions.some(({ from, to }) => !isAfter(from, on) && (to === undefined || isBefore(on, to)));
}

/** Describes a stop, such as "its clock was stopped for 9 days, from 1 April 2016 to 9 April 2016: major incident". */
export function formatStop({ from, to, days, reason }: Stop): string {
  if (to === undefined) return `its clock has been stopped since ${formatDate(from)}: ${reason}`;
  const last = addDays(to, -1);
  const stretch =
    days === 1
      ? `for one day, ${formatDate(from)}`
      : `for ${days} days, from ${formatDate(from)} to ${formatDate(last)}`;
  return `its clock was stopped ${stretch}: ${reason}`;
}

function inOrder(suspensions: readonly Suspension[]): Suspension[] {
  return [...suspensions].sort((a, b) => daysBetween(b.from, a.from));
}
