import {
  addWorkingDays,
  sendingDayOnOrAfter,
  sendingDayOnOrBefore,
  type WorkingCalendar,
} from './calendar.ts';
import type { PlainDate } from './dates.ts';
import type { RungTime } from './programme.ts';

/**
 * The day on which a rung falls. One before a deadline that would fall on no sending day goes on the sending day
 * before; one on or after publication, or after a deadline, on the next. Essex's six-week response, due 19 April 2016:
 * the nudge at -5 working days falls on 12 April, the last email at +8 on 29 April.
 */
export function rungDate(
  at: RungTime,
  on: { publishedOn: PlainDate; dueOn: PlainDate; revisitDueOn: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const base = at.from === 'publication' ? on.publishedOn : at.from === 'due' ? on.dueOn : on.revisitDueOn;
  const counted =
    at.workingDays === undefined
      ? base.add({ days: at.days ?? 0 })
      : addWorkingDays(base, { days: at.workingDays, calendar: on.calendar });
  const beforeDeadline = at.from !== 'publication' && (at.workingDays ?? at.days ?? 0) < 0;
  return beforeDeadline
    ? sendingDayOnOrBefore(counted, on.calendar)
    : sendingDayOnOrAfter(counted, on.calendar);
}
