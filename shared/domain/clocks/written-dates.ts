import { Temporal } from 'temporal-polyfill';
import { LONDON, londonInstant, type Instant, type PlainDate } from '../dates.ts';
import { findYearProblem, yearOf } from './year-bound.ts';

/** The date or instant that was read. If `ok` is false, `problem` says what is wrong and what to write instead. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string };

const ISO_DATE = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/u;
const IN_WORDS =
  /^(?:[a-z]+day,? +)?(?<day>\d{1,2})(?:st|nd|rd|th)?[ -](?<month>[a-z]{3,9})\.?,?[ -](?<year>\d{4})$/iu;
const SLASHED = /^(?<day>\d{1,2})[/.](?<month>\d{1,2})[/.](?<year>\d{4})$/u;
const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?<zone>Z|[+-]\d{2}:\d{2})?$/u;

// prettier-ignore
const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june',
  'july', 'august', 'september', 'october', 'november', 'december',
];

/**
 * Reads a date as people write it, such as `2016-03-08`, "8 March 2016", "8 Mar 2016" or "Tuesday 8th March 2016".
 *
 * It reads `08/03/2016` as 8 March, but only if `slashes` is true. In a British spreadsheet the day comes first. In a
 * command that anybody types, the order is not known.
 */
export function readDate(text: string, { slashes = false }: { slashes?: boolean } = {}): Reading<PlainDate> {
  const written = text.trim();
  const found =
    ISO_DATE.exec(written)?.groups ??
    IN_WORDS.exec(written)?.groups ??
    (slashes ? SLASHED.exec(written)?.groups : undefined);
  const month = monthNumber(found?.['month'] ?? '');
  if (found === undefined || month === undefined) return { ok: false, problem: notADate(written, slashes) };
  const year = Number(found['year']);
  const day = Number(found['day']);
  return existingDate({ year, month, day });
}

/** Reads a month, such as "September 2016", "Sep 2016" or `2016-09`. Use it if the day is not known. */
export function readMonth(text: string): Reading<Temporal.PlainYearMonth> {
  const written = text.trim();
  const found =
    /^(?<year>\d{4})-(?<month>\d{2})$/u.exec(written)?.groups ??
    /^(?<month>[a-z]{3,9})\.? (?<year>\d{4})$/iu.exec(written)?.groups;
  const month = monthNumber(found?.['month'] ?? '');
  if (found === undefined || month === undefined) {
    return { ok: false, problem: `"${written}" is not a month. Write September 2016 or 2016-09.` };
  }
  const year = Number(found['year']);
  const problem = findYearProblem(year);
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, value: Temporal.PlainYearMonth.from({ year, month }) };
}

/** The days on which something may have been. `from` is absent if the day is known. */
export interface KnownDays {
  readonly on: PlainDate;
  readonly from?: PlainDate;
}

/** Reads a date of which perhaps only the month or the year is known, such as "8 March 2016", "March 2016" or `2016`. */
export function readKnownDays(text: string, how: { slashes?: boolean } = {}): Reading<KnownDays> {
  const written = text.trim();
  if (/^\d{4}$/u.test(written)) {
    const year = Number(written);
    const problem = findYearProblem(year);
    if (problem !== undefined) return { ok: false, problem };
    const from = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    return { ok: true, value: { from, on: from.with({ month: 12, day: 31 }) } };
  }
  const month = readMonth(written);
  if (month.ok) {
    const { daysInMonth } = month.value;
    return {
      ok: true,
      value: { from: month.value.toPlainDate({ day: 1 }), on: month.value.toPlainDate({ day: daysInMonth }) },
    };
  }
  const date = readDate(written, how);
  return date.ok ? { ok: true, value: { on: date.value } } : date;
}

/**
 * Reads a moment. It can be an instant (`2016-04-12T09:00:00Z`), a London time (`2016-04-12T10:00`) or a date. A date
 * means 10am in London on that day, when its emails leave.
 */
export function readMoment(text: string): Reading<Instant> {
  const written = text.trim();
  const moment = ISO_MOMENT.exec(written);
  if (moment === null) {
    const date = readDate(written);
    if (date.ok) return { ok: true, value: londonInstant(date.value, { hour: 10, minute: 0 }) };
    return {
      ok: false,
      problem: `${date.problem} You can add a time, such as 2016-04-12T10:00 (in London) or 2016-04-12T09:00Z.`,
    };
  }
  try {
    const value =
      moment.groups?.['zone'] === undefined
        ? Temporal.PlainDateTime.from(written, { overflow: 'reject' }).toZonedDateTime(LONDON).toInstant()
        : Temporal.Instant.from(written);
    const problem = findYearProblem(yearOf(value) ?? 0);
    return problem === undefined ? { ok: true, value } : { ok: false, problem };
  } catch {
    return { ok: false, problem: `The time "${written}" does not exist. Give one such as 2016-04-12T10:00.` };
  }
}

function monthNumber(written: string): number | undefined {
  if (/^\d+$/u.test(written)) return Number(written);
  const name = written.toLowerCase() === 'sept' ? 'sep' : written.toLowerCase();
  const index = MONTHS.findIndex(
    (month) => name.length >= 3 && (month === name || month.slice(0, 3) === name),
  );
  return index === -1 ? undefined : index + 1;
}

function existingDate({
  year,
  month,
  day,
}: {
  year: number;
  month: number;
  day: number;
}): Reading<PlainDate> {
  const problem = findYearProblem(year);
  if (problem !== undefined) return { ok: false, problem };
  if (month < 1 || month > 12)
    return { ok: false, problem: `There is no month ${month}. Give a month from 1 to 12.` };
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  if (day >= 1 && day <= daysInMonth) {
    return { ok: true, value: Temporal.PlainDate.from({ year, month, day }) };
  }
  const name = MONTHS[month - 1] ?? '';
  const monthName = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    ok: false,
    problem: `${day} ${monthName} ${year} does not exist. Give a day from 1 to ${daysInMonth} ${monthName} ${year}.`,
  };
}

function notADate(written: string, slashes: boolean): string {
  const slashed = SLASHED.exec(written)?.groups;
  if (!slashes && slashed !== undefined) {
    const reading = readDate(written, { slashes: true });
    if (!reading.ok) return reading.problem;
    return `"${written}" could be two dates. Did you mean ${reading.value.toString()}? Write 2016-03-08 or "8 March 2016".`;
  }
  return `"${written}" is not a date. Write 2016-03-08 or "8 March 2016".`;
}
