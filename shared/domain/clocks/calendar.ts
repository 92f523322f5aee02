import { Temporal } from 'temporal-polyfill';
import { OFFICE_COUNTRY, type BankHoliday, type Country } from '../country.ts';
import type { Programme } from '../programme.ts';
import { bankHolidays } from './bank-holidays.ts';
import { bankHolidaysOf } from './bank-holidays-elsewhere.ts';
import { dateOfDayNumber, dayNumber, isAfter, isBefore, type PlainDate } from '../dates.ts';

/** The known bank holidays of a country, by ISO date, with their published titles. */
export interface WorkingCalendar {
  readonly country: Country;
  /** The calendars of the other countries. Only the calendar of the office has them. */
  readonly elsewhere: ReadonlyMap<Country, WorkingCalendar>;
  readonly holidays: ReadonlyMap<string, string>;
  /**
   * The first and last day of the years with known bank holidays. Outside these years, every weekday is a working day.
   */
  readonly knownFrom: PlainDate;
  readonly knownTo: PlainDate;
}

/**
 * Makes a calendar from bank holidays. It covers whole years, from the first holiday's year to the last holiday's year.
 */
export function buildCalendar(
  holidays: readonly BankHoliday[],
  {
    country = OFFICE_COUNTRY,
    elsewhere = new Map(),
  }: Partial<Pick<WorkingCalendar, 'country' | 'elsewhere'>> = {},
): WorkingCalendar {
  const years = holidays.map((holiday) => Number(holiday.on.slice(0, 4)));
  return {
    country,
    elsewhere,
    holidays: new Map(holidays.map((holiday) => [holiday.on, holiday.title])),
    knownFrom: Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 }),
    knownTo: Temporal.PlainDate.from({ year: Math.max(...years), month: 12, day: 31 }),
  };
}

/** The calendars that come with Revisit. */
export const builtInCalendar: WorkingCalendar = buildCalendar(bankHolidays, {
  elsewhere: new Map(
    (['scotland', 'northern-ireland'] as const).map((country) => [
      country,
      buildCalendar(bankHolidaysOf(country), { country }),
    ]),
  ),
});

/**
 * Returns the calendar by which a programme counts and sends.
 *
 * @param calendar the calendar of the office, or the programme's calendar itself.
 */
export function calendarOf(
  { bankHolidays: country = OFFICE_COUNTRY }: Pick<Programme, 'bankHolidays'>,
  calendar: WorkingCalendar,
): WorkingCalendar {
  return calendarIn(country, calendar);
}

/** Returns the calendar of a country. @param calendar the calendar of the office, or of the country itself. */
export function calendarIn(country: Country, calendar: WorkingCalendar): WorkingCalendar {
  const found = country === calendar.country ? calendar : calendar.elsewhere.get(country);
  if (found === undefined) throw new RangeError(`The calendar of ${calendar.country} knows no ${country}.`);
  return found;
}

/** Returns the last day until which the bank holidays of the office and of all the programmes are known. */
export function holidaysKnownTo(
  programmes: Iterable<Pick<Programme, 'bankHolidays'>>,
  calendar: WorkingCalendar,
): PlainDate {
  let first = calendar.knownTo;
  for (const programme of programmes) {
    const { knownTo } = calendarOf(programme, calendar);
    if (isBefore(knownTo, first)) first = knownTo;
  }
  return first;
}

/** Changes to the bank holidays of one country that became known after Revisit was built. */
export interface CountryChanges {
  readonly added: readonly BankHoliday[];
  /** ISO dates that are not bank holidays after all. For example, the holiday on 4 May 2020 moved to 8 May. */
  readonly dropped: readonly string[];
  /** The last day that an imported list covers, if it goes further than the list that comes with Revisit. */
  readonly knownTo?: PlainDate;
}

/** The changes of the office's country, and of the other countries. */
export interface CalendarChanges extends CountryChanges {
  readonly elsewhere?: Readonly<Partial<Record<Country, CountryChanges>>>;
}

export const noCalendarChanges: CalendarChanges = { added: [], dropped: [] };

/** Returns the changes of one country. */
export function changesIn(country: Country, changes: CalendarChanges): CountryChanges {
  return country === OFFICE_COUNTRY ? changes : (changes.elsewhere?.[country] ?? noCalendarChanges);
}

/** Returns the changes with those of one country replaced. */
export function replaceChangesIn(
  country: Country,
  { all, changes }: { all: CalendarChanges; changes: CountryChanges },
): CalendarChanges {
  if (country === OFFICE_COUNTRY) {
    return { ...changes, ...(all.elsewhere === undefined ? {} : { elsewhere: all.elsewhere }) };
  }
  return { ...all, elsewhere: { ...all.elsewhere, [country]: changes } };
}

/** Applies changes to the calendar of the office and to those of the other countries. */
export function applyCalendarChanges(calendar: WorkingCalendar, changes: CalendarChanges): WorkingCalendar {
  const elsewhere = [...calendar.elsewhere].map(
    ([country, there]) => [country, applyCountryChanges(there, changesIn(country, changes))] as const,
  );
  return { ...applyCountryChanges(calendar, changes), elsewhere: new Map(elsewhere) };
}

/**
 * Applies changes to the calendar of one country. Only a whole list makes more years known. A single day that is added
 * far ahead says nothing about the years before it.
 */
function applyCountryChanges(
  calendar: WorkingCalendar,
  { added, dropped, knownTo }: CountryChanges,
): WorkingCalendar {
  const holidays = new Map(calendar.holidays);
  for (const { on, title } of added) holidays.set(on, title);
  for (const on of dropped) holidays.delete(on);
  const last = knownTo !== undefined && isAfter(knownTo, calendar.knownTo) ? knownTo : calendar.knownTo;
  return { ...calendar, holidays, knownTo: last };
}

export function findHolidayTitle(on: PlainDate, calendar: WorkingCalendar): string | undefined {
  return calendar.holidays.get(on.toString());
}

/**
 * Tells whether a day is a working day. It must be Monday to Friday and not a bank holiday of the calendar. Good Friday
 * 25 March 2016 is not a working day.
 */
export function isWorkingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  return isWorking(dayNumber(on), holidayNumbers(calendar));
}

/**
 * Returns the date that people see if a due date is not a working day. Monday 2 May 2016 is a bank holiday, so they see
 * Friday 29 April.
 */
export function lastWorkingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  const holidays = holidayNumbers(calendar);
  return firstDayFrom(on, { step: -1, that: (day) => isWorking(day, holidays) });
}

/**
 * Returns the day that is `days` working days after `from`, or before it if `days` is negative. `from` itself does not
 * count. 19 April 2016 + 10 is 4 May 2016.
 */
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

/** Counts the working days after `from`, up to and including `to`. Returns 0 if `to` is not later. */
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

/** Tells whether emails leave on a day. They leave on working days, but not from 24 December to 1 January. */
export function isSendingDay(on: PlainDate, calendar: WorkingCalendar): boolean {
  return isWorkingDay(on, calendar) && !isInChristmasGap(on);
}

/** Returns the first sending day on or after a day. */
export function sendingDayOnOrAfter(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  return firstDayFrom(on, { step: 1, that: createSendingDayTest(calendar) });
}

/** Returns the last sending day on or before a day. */
export function sendingDayOnOrBefore(on: PlainDate, calendar: WorkingCalendar): PlainDate {
  return firstDayFrom(on, { step: -1, that: createSendingDayTest(calendar) });
}

/**
 * Tells whether the bank holidays of the day's year are known. If they are not, a count of working days may be wrong.
 */
export function areHolidaysKnown(on: PlainDate, calendar: WorkingCalendar): boolean {
  return !isBefore(on, calendar.knownFrom) && !isAfter(on, calendar.knownTo);
}

function isInChristmasGap(on: PlainDate): boolean {
  return (on.month === 12 && on.day >= 24) || (on.month === 1 && on.day === 1);
}

function createSendingDayTest(calendar: WorkingCalendar): (day: number) => boolean {
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

/** Tells whether a day number is a working day. Day 0 is Thursday 1 January 1970. */
function isWorking(day: number, holidays: ReadonlySet<number>): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 && !holidays.has(day);
}

/** A cache. A calendar never changes, and a plan for many follow-ups asks it millions of times. */
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
