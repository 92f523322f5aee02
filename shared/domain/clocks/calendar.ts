import { Temporal } from 'temporal-polyfill';
import { bankHolidays } from './bank-holidays.ts';
import { dateOfDayNumber, dayNumber, isAfter, isBefore, type PlainDate } from '../dates.ts';

/** The bank holidays of England and Wales as far as they are known, by ISO date, with their published titles. */
export interface WorkingCalendar {
  readonly holidays: ReadonlyMap<string, string>;
  /** The first and last day for which bank holidays are known: whole calendar years. Beyond, weekdays alone count. */
  readonly knownFrom: PlainDate;
  readonly knownTo: PlainDate;
}

export interface BankHoliday {
  /** ISO date. */
  readonly on: string;
  readonly title: string;
}

/** A calendar of bank holidays: known from the first day of its first year to the last day of its last. */
export function calendarOf(holidays: readonly BankHoliday[]): WorkingCalendar {
  const years = holidays.map((holiday) => Number(holiday.on.slice(0, 4)));
  return {
    holidays: new Map(holidays.map((holiday) => [holiday.on, holiday.title])),
    knownFrom: Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 }),
    knownTo: Temporal.PlainDate.from({ year: Math.max(...years), month: 12, day: 31 }),
  };
}

/** The calendar the product comes with. */
export const builtInCalendar: WorkingCalendar = calendarOf(bankHolidays);

/** What became known of bank holidays after the product was made. */
export interface CalendarChanges {
  readonly added: readonly BankHoliday[];
  /** ISO dates that are no bank holiday after all: 4 May 2020 moved to 8 May. */
  readonly dropped: readonly string[];
  /** The last day for which an imported list is whole, where it goes further than the product's own. */
  readonly knownTo?: PlainDate;
}

export const noCalendarChanges: CalendarChanges = { added: [], dropped: [] };

/** A single day added far ahead says nothing of the years before it: only a whole list makes more years known. */
export function withChanges(
  calendar: WorkingCalendar,
  { added, dropped, knownTo }: CalendarChanges,
): WorkingCalendar {
  const holidays = new Map(calendar.holidays);
  for (const { on, title } of added) holidays.set(on, title);
  for (const on of dropped) holidays.delete(on);
  const last = knownTo !== undefined && isAfter(knownTo, calendar.knownTo) ? knownTo : calendar.knownTo;
  return { ...calendar, holidays, knownTo: last };
}

export function holidayTitle(on: PlainDate, calendar: WorkingCalendar): string | undefined {
  return calendar.holidays.get(on.toString());
}

/** Monday to Friday and no bank holiday in England and Wales: Good Friday 25 March 2016 is not one. */
export function isWorkingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  return isWorking(dayNumber(on), holidayNumbers(calendar));
}

/** The date people are shown where a due date is no working day: Monday 2 May 2016 (a bank holiday) gives Friday 29 April. */
export function lastWorkingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  const holidays = holidayNumbers(calendar);
  return firstDayFrom(on, { step: -1, that: (day) => isWorking(day, holidays) });
}

/** `count` working days after (or, negative, before) a day, that day not counted: 19 April 2016 + 10 is 4 May 2016. */
export function addWorkingDays(
  from: PlainDate,
  { days, calendar }: { days: number; calendar: WorkingCalendar },
): PlainDate {
  const holidays = holidayNumbers(calendar);
  const step = days < 0 ? -1 : 1;
  let day = dayNumber(from);
  for (let left = Math.abs(days); left > 0;) {
    day += step;
    if (isWorking(day, holidays)) left -= 1;
  }
  return dateOfDayNumber(day);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(
  from: PlainDate,
  { to, calendar }: { to: PlainDate; calendar: WorkingCalendar },
): number {
  const holidays = holidayNumbers(calendar);
  const last = dayNumber(to);
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= last; day += 1) {
    if (isWorking(day, holidays)) count += 1;
  }
  return count;
}

/** A day on which emails leave: a working day, but none from 24 December to 1 January. */
export function isSendingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  return isWorkingDay(on, calendar) && !isInChristmasGap(on);
}

/** The first sending day on or after a day. */
export function sendingDayOnOrAfter(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  return firstDayFrom(on, { step: 1, that: sends(calendar) });
}

/** The last sending day on or before a day. */
export function sendingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  return firstDayFrom(on, { step: -1, that: sends(calendar) });
}

/** Whether the bank holidays of the day's year are known, so that a working-day count over it can be trusted. */
export function holidaysAreKnown(on: PlainDate, calendar: WorkingCalendar): boolean {
  return !isBefore(on, calendar.knownFrom) && !isAfter(on, calendar.knownTo);
}

function isInChristmasGap(on: PlainDate): boolean {
  return (on.month === 12 && on.day >= 24) || (on.month === 1 && on.day === 1);
}

function sends(calendar: WorkingCalendar): (day: number) => boolean {
  const holidays = holidayNumbers(calendar);
  return (day) => isWorking(day, holidays) && !isInChristmasGap(dateOfDayNumber(day));
}

function firstDayFrom(
  on: PlainDate,
  { step, that }: { step: 1 | -1; that: (day: number) => boolean },
): PlainDate {
  const first = dayNumber(on);
  let day = first;
  while (!that(day)) day += step;
  return day === first ? on : dateOfDayNumber(day);
}

/** Day 0, 1 January 1970, was a Thursday. */
function isWorking(day: number, holidays: ReadonlySet<number>): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 && !holidays.has(day);
}

/** A calendar never changes, and a plan over many follow-ups asks it millions of times. */
const knownHolidayNumbers = new WeakMap<WorkingCalendar, ReadonlySet<number>>();

function holidayNumbers(calendar: WorkingCalendar): ReadonlySet<number> {
  const known = knownHolidayNumbers.get(calendar);
  if (known !== undefined) return known;
  const numbers = new Set(
    Array.from(calendar.holidays.keys(), (on) => dayNumber(Temporal.PlainDate.from(on))),
  );
  knownHolidayNumbers.set(calendar, numbers);
  return numbers;
}
