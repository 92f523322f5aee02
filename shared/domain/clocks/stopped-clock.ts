import { addDays, daysBetween, inWords, isAfter, isBefore, laterDate, type PlainDate } from '../dates.ts';
import type { Suspension } from '../follow-up.ts';

/** A stretch that stopped a clock before its date was reached. */
export interface Stop {
  readonly from: PlainDate;
  /** The first day on which the clock ran again; absent while nobody knows. */
  readonly to?: PlainDate;
  /** Days by which it moved the date: those of an earlier stretch that it overlaps are counted once. */
  readonly days: number;
  readonly reason: string;
}

/**
 * A date after the stretches in which its clock stood still: every day of a stretch that began before the date was
 * reached is given back. A clock that starts on 8 March 2016 and stands still from 1 to 10 April reaches 19 April ten
 * days later, on 29 April.
 */
export function afterStops(
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

/** Whether a clock stands still on a day. */
export function standsStill(suspensions: readonly Suspension[], on: PlainDate): boolean {
  return suspensions.some(({ from, to }) => !isAfter(from, on) && (to === undefined || isBefore(on, to)));
}

/** "its clock stood still for 9 days, from 1 April 2016 to 9 April 2016: major incident". */
export function stopInWords({ from, to, days, reason }: Stop): string {
  if (to === undefined) return `its clock has stood still since ${inWords(from)}: ${reason}`;
  const last = addDays(to, -1);
  const stretch =
    days === 1
      ? `for a day, ${inWords(from)}`
      : `for ${days} days, from ${inWords(from)} to ${inWords(last)}`;
  return `its clock stood still ${stretch}: ${reason}`;
}

function inOrder(suspensions: readonly Suspension[]): Suspension[] {
  return [...suspensions].sort((a, b) => daysBetween(b.from, a.from));
}
