import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../clocks/calendar.ts';
import { addDays, isAfter, isBefore, laterDate, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { Round } from '../round.ts';

/**
 * The working days that a round waits at most because of what the body says, all its reasons together. A second email
 * lengthens nothing, so nobody can stop the emails for ever. Somebody at the inspectorate can let it wait longer.
 */
export const WAITING_WORKING_DAYS = 5;

export type WaitReason =
  'their email waits to be read' | 'more time was asked for' | 'it was said to have been sent another way';

interface Wait {
  readonly reason: WaitReason;
  readonly from: Instant;
  /** When somebody at the inspectorate answered. Absent while nobody has. */
  readonly to?: Instant | undefined;
}

/** Returns everything that the round has waited for or waits for, oldest first. */
function listWaits({ mails = [], moreTime, sentAnotherWay }: Round): Wait[] {
  const waits: Wait[] = [];
  for (const { state, receivedAt, settledAt } of mails) {
    if (state === 'held') waits.push({ reason: 'their email waits to be read', from: receivedAt });
    else if (settledAt !== undefined) {
      waits.push({ reason: 'their email waits to be read', from: receivedAt, to: settledAt });
    }
  }
  if (moreTime !== undefined) {
    waits.push({ reason: 'more time was asked for', from: moreTime.askedAt, to: moreTime.answer?.at });
  }
  // Without a code anybody with the link could stop the emails.
  if (sentAnotherWay !== undefined && sentAnotherWay.unproved !== true) {
    waits.push({ reason: 'it was said to have been sent another way', from: sentAnotherWay.saidAt });
  }
  return waits.sort((a, b) => a.from.epochMilliseconds - b.from.epochMilliseconds);
}

/** Why a round waits now, and the last day of the wait. */
export interface RoundWait {
  readonly reason: WaitReason;
  /** The ladder goes on after this day, unless somebody has answered before. */
  readonly until: PlainDate;
  /** True if the wait is over although nobody at the inspectorate has answered. */
  readonly isOver: boolean;
}

/**
 * Returns what a round waits for today, or undefined if it waits for nothing. The five working days count the days of
 * all waits of the round, and each day once.
 */
export function findWait(
  round: Round | undefined,
  { today, calendar }: { today: PlainDate; calendar: WorkingCalendar },
): RoundWait | undefined {
  if (round === undefined) return undefined;
  const waits = listWaits(round);
  const open = waits.filter(({ to }) => to === undefined);
  const [first] = open;
  if (first === undefined) return undefined;
  const from = londonDate(first.from);
  const used = waits.flatMap(({ from: start, to }) =>
    to === undefined
      ? []
      : listWorkingDays(londonDate(start), { to: earlierOf(londonDate(to), from), calendar }),
  );
  const left = Math.max(0, WAITING_WORKING_DAYS - new Set(used).size);
  const own = addWorkingDays(from, { days: left, calendar });
  const until = round.waitUntil === undefined ? own : laterDate(own, round.waitUntil.until);
  return { reason: first.reason, until, isOver: isAfter(today, until) };
}

/** Returns the working days from one day until before another, as text. */
function listWorkingDays(
  from: PlainDate,
  { to, calendar }: { to: PlainDate; calendar: WorkingCalendar },
): string[] {
  const days: string[] = [];
  for (let day = from; isBefore(day, to) && days.length <= WAITING_WORKING_DAYS; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) days.push(day.toString());
  }
  return days;
}

function earlierOf(one: PlainDate, other: PlainDate): PlainDate {
  return isBefore(one, other) ? one : other;
}
