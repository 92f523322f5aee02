import { Temporal } from 'temporal-polyfill';
import { LONDON, londonInstant, type Instant, type PlainDate } from '../dates.ts';

/** A date or instant that was read, or one sentence about why not and what to write instead. */
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
 * A date as people write it: `2016-03-08`, "8 March 2016", "8 Mar 2016", "Tuesday 8th March 2016".
 *
 * `08/03/2016` is read as 8 March, and only where `slashes` allows it: a spreadsheet from Britain says so, a command
 * typed by anybody does not.
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

/** "September 2016", "Sep 2016" or `2016-09`: what is known only to the month. */
export function readMonth(text: string): Reading<Temporal.PlainYearMonth> {
  const written = text.trim();
  const found =
    /^(?<year>\d{4})-(?<month>\d{2})$/u.exec(written)?.groups ??
    /^(?<month>[a-z]{3,9})\.? (?<year>\d{4})$/iu.exec(written)?.groups;
  const month = monthNumber(found?.['month'] ?? '');
  if (found === undefined || month === undefined) {
    return { ok: false, problem: `"${written}" is no month: write September 2016 or 2016-09.` };
  }
  return { ok: true, value: Temporal.PlainYearMonth.from({ year: Number(found['year']), month }) };
}

/**
 * A moment: an instant (`2016-04-12T09:00:00Z`), a London time (`2016-04-12T10:00`), or a date, which stands for 10am
 * in London on it, when the day's emails leave.
 */
export function readMoment(text: string): Reading<Instant> {
  const written = text.trim();
  const moment = ISO_MOMENT.exec(written);
  if (moment === null) {
    const date = readDate(written);
    if (date.ok) return { ok: true, value: londonInstant(date.value, { hour: 10, minute: 0 }) };
    return {
      ok: false,
      problem: `${date.problem} A time can follow: 2016-04-12T10:00 (in London) or 2016-04-12T09:00Z.`,
    };
  }
  try {
    const value =
      moment.groups?.['zone'] === undefined
        ? Temporal.PlainDateTime.from(written, { overflow: 'reject' }).toZonedDateTime(LONDON).toInstant()
        : Temporal.Instant.from(written);
    return { ok: true, value };
  } catch {
    return { ok: false, problem: `"${written}" is no moment: there is no such day or time.` };
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
  if (month < 1 || month > 12)
    return { ok: false, problem: `There is no month ${month}: months go from 1 to 12.` };
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  if (day >= 1 && day <= daysInMonth) {
    return { ok: true, value: Temporal.PlainDate.from({ year, month, day }) };
  }
  const name = MONTHS[month - 1] ?? '';
  const monthName = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    ok: false,
    problem: `${day} ${monthName} ${year} does not exist: ${monthName} ${year} has ${daysInMonth} days.`,
  };
}

function notADate(written: string, slashes: boolean): string {
  const slashed = SLASHED.exec(written)?.groups;
  if (!slashes && slashed !== undefined) {
    const reading = readDate(written, { slashes: true });
    if (!reading.ok) return reading.problem;
    return `"${written}" could be two dates. Did you mean ${reading.value.toString()}? Write 2016-03-08 or "8 March 2016".`;
  }
  return `"${written}" is no date: write 2016-03-08 or "8 March 2016".`;
}
