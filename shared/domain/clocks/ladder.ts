import {
  addWorkingDays,
  sendingDayOnOrAfter,
  sendingDayOnOrBefore,
  type WorkingCalendar,
} from './calendar.ts';
import { addDays, daysBetween, isAfter, laterDate, type PlainDate } from '../dates.ts';
import type { Milestone } from './milestones.ts';
import type { RungTime } from '../programme.ts';
import { afterStops } from './stopped-clock.ts';

/**
 * The day on which a rung falls. One before a deadline that would fall on no sending day goes on the sending day
 * before; one on or after publication, or after a deadline, on the next. Essex's six-week response, due 19 April 2016:
 * the nudge at -5 working days falls on 12 April, the last email at +8 on 29 April.
 */
function rungDate(
  at: RungTime,
  on: { publishedOn: PlainDate; dueOn: PlainDate; revisitDueOn: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const base = at.from === 'publication' ? on.publishedOn : at.from === 'due' ? on.dueOn : on.revisitDueOn;
  const counted =
    at.workingDays === undefined
      ? addDays(base, at.days ?? 0)
      : addWorkingDays(base, { days: at.workingDays, calendar: on.calendar });
  const beforeDeadline = at.from !== 'publication' && (at.workingDays ?? at.days ?? 0) < 0;
  return beforeDeadline
    ? sendingDayOnOrBefore(counted, on.calendar)
    : sendingDayOnOrAfter(counted, on.calendar);
}

/**
 * The day on which a rung of a milestone falls as its dates stand: a milestone that moved by ten days opens ten days
 * later, and a clock that stops after the due date holds up what follows it.
 *
 * @param by the later day to count from, where a late request gave the force more time than the due date.
 */
export function rungDay(at: RungTime, on: CountedFrom): PlainDate {
  const days = counted.get(on.milestone) ?? [];
  const known = days.find((day) => day.at === at && day.calendar === on.calendar && sameDay(day.by, on.by));
  if (known !== undefined) return known.day;
  const day = countRungDay(at, on);
  counted.set(on.milestone, [...days, { at, by: on.by, calendar: on.calendar, day }]);
  return day;
}

interface CountedFrom {
  readonly milestone: Milestone;
  readonly calendar: WorkingCalendar;
  readonly by?: PlainDate;
}

/** A plan walks through months of one follow-up, and asks at each step when each rung falls. */
const counted = new WeakMap<
  Milestone,
  readonly { at: RungTime; by: PlainDate | undefined; calendar: WorkingCalendar; day: PlainDate }[]
>();

function sameDay(left: PlainDate | undefined, right: PlainDate | undefined): boolean {
  return left === undefined || right === undefined ? left === right : left.equals(right);
}

function countRungDay(at: RungTime, { milestone, calendar, by }: CountedFrom): PlainDate {
  const moved = daysBetween(milestone.originalDueOn, milestone.dueOn);
  const dueOn = by === undefined ? milestone.dueOn : laterDate(by, milestone.dueOn);
  const day = rungDate(at, {
    publishedOn: addDays(milestone.publishedOn, moved),
    dueOn,
    revisitDueOn: addDays(milestone.originalRevisitDueOn, moved),
    calendar,
  });
  if (!isAfter(day, dueOn)) return day;
  const startsOn = addDays(dueOn, 1);
  return sendingDayOnOrAfter(afterStops(day, { startsOn, suspensions: milestone.suspensions }).on, calendar);
}
