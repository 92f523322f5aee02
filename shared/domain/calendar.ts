import { Temporal } from 'temporal-polyfill';
import { bankHolidays } from './bank-holidays.ts';
import type { PlainDate } from './dates.ts';
import { isAfter, isBefore } from './dates.ts';

/** The bank holidays of England and Wales as far as they are known, by ISO date, with their published titles. */
export interface WorkingCalendar {
  readonly holidays: ReadonlyMap<string, string>;
  /** The first and last day for which bank holidays are known: whole calendar years. Beyond, weekdays alone count. */
  readonly knownFrom: PlainDate;
  readonly knownTo: PlainDate;
}

export function holidayTitle(on: PlainDate, calendar: WorkingCalendar): string | undefined {
  return calendar.holidays.get(on.toString());
}

/** Monday to Friday and no bank holiday in England and Wales: Good Friday 25 March 2016 is not one. */
export function isWorkingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  return on.dayOfWeek <= 5 && !calendar.holidays.has(on.toString());
}

/** The date people are shown where a due date is no working day: Monday 2 May 2016 (a bank holiday) gives Friday 29 April. */
export function lastWorkingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  let day = on;
  while (!isWorkingDay(day, calendar)) day = day.subtract({ days: 1 });
  return day;
}

/** `count` working days after (or, negative, before) a day, that day not counted: 19 April 2016 + 10 is 4 May 2016. */
export function addWorkingDays(
  from: PlainDate,
  { days, calendar }: { days: number; calendar: WorkingCalendar },
): PlainDate {
  const step = days < 0 ? -1 : 1;
  let day = from;
  for (let left = Math.abs(days); left > 0;) {
    day = day.add({ days: step });
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(
  from: PlainDate,
  { to, calendar }: { to: PlainDate; calendar: WorkingCalendar },
): number {
  let count = 0;
  for (let day = from.add({ days: 1 }); !isAfter(day, to); day = day.add({ days: 1 })) {
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** A day on which emails leave: a working day, but none from 24 December to 1 January. */
export function isSendingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  const inChristmasGap = (on.month === 12 && on.day >= 24) || (on.month === 1 && on.day === 1);
  return !inChristmasGap && isWorkingDay(on, calendar);
}

/** The first sending day on or after a day. */
export function sendingDayOnOrAfter(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  let day = on;
  while (!isSendingDay(day, calendar)) day = day.add({ days: 1 });
  return day;
}

/** The last sending day on or before a day. */
export function sendingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  let day = on;
  while (!isSendingDay(day, calendar)) day = day.subtract({ days: 1 });
  return day;
}

/** Whether the bank holidays of the day's year are known, so that a working-day count over it can be trusted. */
export function holidaysAreKnown(on: PlainDate, calendar: WorkingCalendar): boolean {
  return !isBefore(on, calendar.knownFrom) && !isAfter(on, calendar.knownTo);
}

/** A calendar of bank holidays: known from the first day of its first year to the last day of its last. */
export function calendarOf(
  holidays: readonly { readonly on: string; readonly title: string }[],
): WorkingCalendar {
  const years = holidays.map((holiday) => Number(holiday.on.slice(0, 4)));
  return {
    holidays: new Map(holidays.map((holiday) => [holiday.on, holiday.title])),
    knownFrom: Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 }),
    knownTo: Temporal.PlainDate.from({ year: Math.max(...years), month: 12, day: 31 }),
  };
}

/** The calendar the product comes with. */
export const builtInCalendar: WorkingCalendar = calendarOf(bankHolidays);
