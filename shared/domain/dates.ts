import { Temporal } from 'temporal-polyfill';

export type PlainDate = Temporal.PlainDate;
export type Instant = Temporal.Instant;

/** The time zone of every date in Revisit. A day begins and ends at midnight in London. */
export const LONDON = 'Europe/London';

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Returns the date that is `months` calendar months after an event on `eventOn`.
 *
 * This follows the corresponding date rule (Dodds v Walker [1981] 1 WLR 1027). The result is the same-numbered day of
 * the later month. If that month has no such day, the result is its last day. 31 August 2015 + 6 months is 29 February
 * 2016. The last day of a month does not always lead to a last day. 30 September + 4 months is 30 January.
 */
export function correspondingDate(eventOn: PlainDate, months: number): PlainDate {
  const year = eventOn.year;
  const month = eventOn.month - 1 + months;
  // Day 0 of a month is the last day of the previous month.
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dateOfDayNumber(Date.UTC(year, month, Math.min(eventOn.day, lastDay)) / MILLISECONDS_A_DAY);
}

/** Returns the date in London at an instant. At 23:30 UTC on 30 June 2016 it is already 1 July in London. */
export function londonDate(at: Instant): PlainDate {
  // London's clocks show UTC or are less than a day ahead of it. So the day in London is the UTC day or the next.
  const utcDay = Math.floor(at.epochMilliseconds / MILLISECONDS_A_DAY);
  const next = dateOfDayNumber(utcDay + 1);
  return isEarlier(at, startOfLondonDay(next)) ? dateOfDayNumber(utcDay) : next;
}

/** A cache. Reading the time zone rules is the slowest step of a decision, and the answer for a day never changes. */
const knownInstants = new Map<number, Instant>();

/**
 * Returns the instant when clocks in London show `hour`:`minute` on a day. Clocks never change during office hours, so
 * a time in office hours means one instant.
 */
export function londonInstant(on: PlainDate, time: { hour: number; minute: number }): Instant {
  const key = (dayNumber(on) * 24 + time.hour) * 60 + time.minute;
  const known = knownInstants.get(key);
  if (known !== undefined) return known;
  const plainTime = Temporal.PlainTime.from({ hour: time.hour, minute: time.minute });
  const instant = on.toZonedDateTime({ timeZone: LONDON, plainTime }).toInstant();
  knownInstants.set(key, instant);
  return instant;
}

/** Returns the first instant of a day in London. */
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

/** Returns the latest of some dates, or undefined if there are none. */
export function findLatestDate(dates: readonly PlainDate[]): PlainDate | undefined {
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

/** Returns the number of days since 1 January 1970. Counting many days is cheap with numbers and slow with Temporal. */
export function dayNumber(on: PlainDate): number {
  return Date.UTC(on.year, on.month - 1, on.day) / MILLISECONDS_A_DAY;
}

/**
 * A cache. Creating a date is slow in the polyfill. A plan for thousands of follow-ups needs the same few years again
 * and again.
 */
const knownDates = new Map<number, PlainDate>();

/** Returns the date of a day number. Day 16868 is 8 March 2016. */
export function dateOfDayNumber(day: number): PlainDate {
  const known = knownDates.get(day);
  if (known !== undefined) return known;
  const utc = new Date(day * MILLISECONDS_A_DAY);
  const date = new Temporal.PlainDate(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate());
  knownDates.set(day, date);
  return date;
}

/** Adds days to a date. 19 April 2016 + 10 is 29 April. Negative days go back. */
export function addDays(on: PlainDate, days: number): PlainDate {
  return days === 0 ? on : dateOfDayNumber(dayNumber(on) + days);
}

/** Counts the whole days from one date to another. The result is negative if `to` is before `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

// prettier-ignore
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Writes a date as people see it, such as "8 March 2016". There is no ordinal and no comma. */
export function formatDate(on: PlainDate): string {
  return `${on.day} ${MONTHS[on.month - 1] ?? ''} ${on.year}`;
}

/** Writes a day such as "8 March", for people who read it on `today`. It has its year if that is another year. */
export function formatDay(on: PlainDate, today: PlainDate): string {
  return on.year === today.year ? formatDayAndMonth(on) : formatDate(on);
}

/** Writes a day without its year, such as "8 March". Use it only where the year stands beside it. */
export function formatDayAndMonth(on: PlainDate): string {
  return `${on.day} ${MONTHS[on.month - 1] ?? ''}`;
}

/** Writes a month, such as "September 2016", if the day is not known. */
export function formatMonth(month: Temporal.PlainYearMonth): string {
  return `${MONTHS[month.month - 1] ?? ''} ${month.year}`;
}

/** Returns the name of the weekday, such as "Monday". */
export function weekdayName(on: PlainDate): string {
  return WEEKDAYS[on.dayOfWeek - 1] ?? '';
}

/** Writes a time of day in London as people see it, such as "10am" or "4:12pm". */
export function formatTime(at: Instant): string {
  const { hour, minute } = at.toZonedDateTimeISO(LONDON);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${twelve}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}
