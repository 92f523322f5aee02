import { Temporal } from 'temporal-polyfill';

export type PlainDate = Temporal.PlainDate;
export type Instant = Temporal.Instant;

/** The zone in which every date of the product is read: a day begins and ends in London. */
export const LONDON = 'Europe/London';

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * The date that ends a period of `months` calendar months after an event on `eventOn`.
 *
 * The corresponding date rule (Dodds v Walker [1981] 1 WLR 1027): the same-numbered day of the later month, or
 * that month's last day where it has no such day. 31 August 2015 + 6 months is 29 February 2016. Month ends do
 * not stick: 30 September + 4 months is 30 January.
 */
export function correspondingDate(eventOn: PlainDate, months: number): PlainDate {
  const year = eventOn.year;
  const month = eventOn.month - 1 + months;
  // Day 0 of a month is the last day of the month before it.
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dateOfDayNumber(Date.UTC(year, month, Math.min(eventOn.day, lastDay)) / MILLISECONDS_A_DAY);
}

/** The day it is in London at an instant: 23:30 UTC on 30 June 2016 is already 1 July there. */
export function londonDate(at: Instant): PlainDate {
  // London's clocks show UTC or are ahead of it by less than a day, so it is the UTC day there, or already the next.
  const utcDay = Math.floor(at.epochMilliseconds / MILLISECONDS_A_DAY);
  const next = dateOfDayNumber(utcDay + 1);
  return isEarlier(at, startOfLondonDay(next)) ? dateOfDayNumber(utcDay) : next;
}

/** Asking the time zone's rules is the dearest step of a decision, and the answer for a day never changes. */
const knownInstants = new Map<number, Instant>();

/** The instant at which London's clocks show `hour`:`minute` on `on`; both sides of a clock change are safe at office hours. */
export function londonInstant(on: PlainDate, time: { hour: number; minute: number }): Instant {
  const key = (dayNumber(on) * 24 + time.hour) * 60 + time.minute;
  const known = knownInstants.get(key);
  if (known !== undefined) return known;
  const plainTime = Temporal.PlainTime.from({ hour: time.hour, minute: time.minute });
  const instant = on.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  knownInstants.set(key, instant);
  return instant;
}

/** The first instant of a day in London. */
export function startOfLondonDay(on: PlainDate): Instant {
  return londonInstant(on, { hour: 0, minute: 0 });
}

export function isBefore(left: PlainDate, right: PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) < 0;
}

export function isAfter(left: PlainDate, right: PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) > 0;
}

export function laterDate(left: PlainDate, right: PlainDate): PlainDate {
  return isBefore(left, right) ? right : left;
}

/** The last of some dates; undefined of none. */
export function furthestDate(dates: readonly PlainDate[]): PlainDate | undefined {
  return dates.reduce<PlainDate | undefined>(
    (last, date) => (last === undefined ? date : laterDate(last, date)),
    undefined,
  );
}

export function isEarlier(left: Instant, right: Instant): boolean {
  return left.epochMilliseconds < right.epochMilliseconds;
}

export function earlierInstant(left: Instant, right: Instant): Instant {
  return isEarlier(right, left) ? right : left;
}

/** Days since 1 January 1970: counting over many days is cheap in numbers, and Temporal is not. */
export function dayNumber(on: PlainDate): number {
  return Date.UTC(on.year, on.month - 1, on.day) / MILLISECONDS_A_DAY;
}

/** Making a date is dear in the polyfill, and a plan over thousands of follow-ups asks for the same few years again and again. */
const knownDates = new Map<number, PlainDate>();

/** The date of a day number: 16868 is 8 March 2016. */
export function dateOfDayNumber(day: number): PlainDate {
  const known = knownDates.get(day);
  if (known !== undefined) return known;
  const utc = new Date(day * MILLISECONDS_A_DAY);
  const date = new Temporal.PlainDate(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate());
  knownDates.set(day, date);
  return date;
}

/** 19 April 2016 + 10 is 29 April; negative days go back. */
export function addDays(on: PlainDate, days: number): PlainDate {
  return days === 0 ? on : dateOfDayNumber(dayNumber(on) + days);
}

/** Whole days from one date to another: negative when `to` lies before `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

// prettier-ignore
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** How people are shown a date: "8 March 2016", no ordinal, no comma. */
export function inWords(on: PlainDate): string {
  return `${on.day} ${MONTHS[on.month - 1] ?? ''} ${on.year}`;
}

/** "8 March", for subjects, where the year goes without saying. */
export function dayAndMonth(on: PlainDate): string {
  return `${on.day} ${MONTHS[on.month - 1] ?? ''}`;
}

/** "September 2016", for what is known only to the month. */
export function monthInWords(month: Temporal.PlainYearMonth): string {
  return `${MONTHS[month.month - 1] ?? ''} ${month.year}`;
}

/** "Monday". */
export function weekdayName(on: PlainDate): string {
  return WEEKDAYS[on.dayOfWeek - 1] ?? '';
}

/** How people are shown a time of day in London: "10am", "4:12pm". */
export function timeInWords(at: Instant): string {
  const { hour, minute } = at.toZonedDateTimeISO(LONDON);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${twelve}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}
