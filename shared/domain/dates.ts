import { Temporal } from 'temporal-polyfill';

export type PlainDate = Temporal.PlainDate;
export type Instant = Temporal.Instant;

/** The zone in which every date of the product is read: a day begins and ends in London. */
export const LONDON = 'Europe/London';

/**
 * The date that ends a period of `months` calendar months after an event on `eventOn`.
 *
 * The corresponding date rule (Dodds v Walker [1981] 1 WLR 1027): the same-numbered day of the later month, or
 * that month's last day where it has no such day. 31 August 2015 + 6 months is 29 February 2016. Month ends do
 * not stick: 30 September + 4 months is 30 January.
 */
export function correspondingDate(eventOn: PlainDate, months: number): PlainDate {
  return eventOn.add({ months }, { overflow: 'constrain' });
}

/** The day it is in London at an instant: 23:30 UTC on 30 June 2016 is already 1 July there. */
export function londonDate(at: Instant): PlainDate {
  return at.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** The instant at which London's clocks show `hour`:`minute` on `on`; both sides of a clock change are safe at office hours. */
export function londonInstant(on: PlainDate, time: { hour: number; minute: number }): Instant {
  return on
    .toZonedDateTime({
      timeZone: LONDON,
      plainTime: Temporal.PlainTime.from({ hour: time.hour, minute: time.minute }),
    })
    .toInstant();
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

export function earlierInstant(left: Instant, right: Instant): Instant {
  return Temporal.Instant.compare(left, right) <= 0 ? left : right;
}

/** Whole days from one date to another: negative when `to` lies before `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return from.until(to, { largestUnit: 'days' }).days;
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
