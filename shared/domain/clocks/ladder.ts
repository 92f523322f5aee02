import {
  addWorkingDays,
  sendingDayOnOrAfter,
  sendingDayOnOrBefore,
  type WorkingCalendar,
} from './calendar.ts';
import { addDays, daysBetween, isAfter, laterDate, type PlainDate } from '../dates.ts';
import type { Milestone } from './milestones.ts';
import type { MilestoneId, RungTime } from '../programme.ts';
import { moveByStops } from './stopped-clock.ts';

/**
 * Returns the day when a rung falls. If that is not a sending day, the rung moves. A rung before a deadline moves back
 * to the sending day before. A rung on or after publication, or after a deadline, moves on to the next sending day.
 *
 * Essex's six-week response was due on 19 April 2016. Its nudge, at -5 working days, falls on 12 April. Its last email,
 * at +8 working days, falls on 29 April.
 */
function rungDate(
  at: RungTime,
  on: {
    publishedOn: PlainDate;
    startsOn: PlainDate;
    dueOn: PlainDate;
    dueOf: (id: MilestoneId) => PlainDate;
    calendar: WorkingCalendar;
  },
): PlainDate {
  const base =
    at.from === 'publication'
      ? on.publishedOn
      : at.from === 'start'
        ? on.startsOn
        : at.from === 'due'
          ? on.dueOn
          : on.dueOf(at.from.milestone);
  const counted =
    at.workingDays === undefined
      ? addDays(base, at.days ?? 0)
      : addWorkingDays(base, { days: at.workingDays, calendar: on.calendar });
  const beforeDeadline =
    at.from !== 'publication' && at.from !== 'start' && (at.workingDays ?? at.days ?? 0) < 0;
  return beforeDeadline
    ? sendingDayOnOrBefore(counted, on.calendar)
    : sendingDayOnOrAfter(counted, on.calendar);
}

/**
 * Returns the day when a rung of a milestone falls under its current dates. If a milestone moves by ten days, it
 * opens ten days later. If a clock stops after the due date, the later rungs wait.
 *
 * @param by The day to count from instead of the due date, if a late request gave the body more time.
 */
export function findRungDay(at: RungTime, on: CountedFrom): PlainDate {
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

/** A cache. A plan goes through months of one follow-up, and asks at each step when each rung falls. */
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
    startsOn: addDays(milestone.startsOn, moved),
    dueOn,
    dueOf: (id) => addDays(milestone.originalDueOf(id) ?? milestone.originalDueOn, moved),
    calendar,
  });
  if (!isAfter(day, dueOn)) return day;
  const startsOn = addDays(dueOn, 1);
  return sendingDayOnOrAfter(moveByStops(day, { startsOn, suspensions: milestone.suspensions }).on, calendar);
}
