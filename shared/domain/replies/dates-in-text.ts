import { Temporal } from 'temporal-polyfill';
import { findYearProblem } from '../clocks/year-bound.ts';
import { isBefore, type PlainDate } from '../dates.ts';

/**
 * The first letters of the months, January first, in English and in Welsh. The Welsh patterns allow for mutations of
 * the first letter.
 */
// prettier-ignore
const MONTHS = ['jan|ionawr', 'feb|chwef', 'mar(?:ch)?\\b|[mf]awrth', 'apr|ebrill', 'may|[mf]ai\\b', 'jun|[mf]ehefin', 'jul|[gng]*orffennaf', 'aug|awst', 'sep|[mf]edi\\b', 'oct|hydref', 'nov|[td]achwedd', 'dec|rhagfyr'];
const MONTH = String.raw`(?:${MONTHS.join('|')})[a-z]*`;

// prettier-ignore
const WEEKDAYS = ['mon|llun', 'tue|mawrth', 'wed|mercher', 'thu|iau', 'fri|gwener', 'sat|sadwrn', 'sun|sul'];
const WEEKDAY = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|dd?ydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul))\b`;
const NTH = String.raw`\d{1,2}(?:st|nd|rd|th)`;

/**
 * Matches a date such as "25 April 2016", "25th April", "Mon 25/04/16", "April 25" or "ddydd Llun 25 Ebrill". The day
 * comes before the month, as in Britain.
 */
export const DATE_IN_TEXT = String.raw`(?:${WEEKDAY},?\s+)?(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?${MONTH}\.?,?(?:\s+20\d\d)?|${MONTH}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?(?:\s+20\d\d)?|\d{1,2}[/.-]\d{1,2}(?:[/.-](?:20)?\d\d)?|20\d\d-\d\d-\d\d)`;

/** Matches a date as above, and also "the 25th" or "Friday". */
export const DAY_IN_TEXT = String.raw`(?:${DATE_IN_TEXT}|(?:${WEEKDAY},?\s+)?the ${NTH}\b|${WEEKDAY})`;

/**
 * Returns the day that a text names. If the text leaves out the year, it returns the next such day. If the day does not
 * exist, it returns undefined.
 */
export function findDayInText(text: string, { from }: { from: PlainDate }): PlainDate | undefined {
  const iso = /(20\d\d)-(\d\d)-(\d\d)/u.exec(text);
  if (iso !== null) return dayOf({ year: iso[1], month: Number(iso[2]), day: iso[3], from });
  const slashed = /(\d{1,2})[/.-](\d{1,2})(?:[/.-]((?:20)?\d\d))?/u.exec(text);
  if (slashed !== null) return dayOf({ year: slashed[3], month: Number(slashed[2]), day: slashed[1], from });
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/iu.exec(text)?.[1];
  if (day === undefined) return nextWeekday(text, from);
  // "dydd Mawrth" is a Tuesday.
  const date = text.replace(new RegExp(String.raw`\b${WEEKDAY}`, 'iu'), '');
  const month =
    MONTHS.findIndex((name) => new RegExp(String.raw`(?<!\p{L})(?:${name})`, 'iu').test(date)) + 1;
  if (month === 0) return nextNumbered(Number(day), from);
  return dayOf({ year: /\b(20\d\d)\b/u.exec(text)?.[1], month, day, from });
}

const EVERY_DATE = new RegExp(DATE_IN_TEXT, 'giu');

/** Returns the only day that a text gives as a date. If it gives several days, nobody can tell which is meant. */
export function findOnlyDay(text: string, { from }: { from: PlainDate }): PlainDate | undefined {
  const days = [...text.slice(0, 2_000).matchAll(EVERY_DATE)].map(([date]) => findDayInText(date, { from }));
  const [first, ...more] = days;
  return first !== undefined && more.every((day) => day?.equals(first) === true) ? first : undefined;
}

/** Returns the next day with the weekday that a text names, such as "Friday". Today does not count. */
function nextWeekday(text: string, from: PlainDate): PlainDate | undefined {
  const weekday = WEEKDAYS.findIndex((name) => new RegExp(String.raw`\b(?:${name})`, 'iu').test(text)) + 1;
  return weekday === 0 ? undefined : from.add({ days: ((weekday - from.dayOfWeek + 6) % 7) + 1 });
}

/** Returns the next day with this number, as in "the 25th". It is in this month or the next. */
function nextNumbered(day: number, from: PlainDate): PlainDate | undefined {
  const here = existing({ year: from.year, month: from.month, day });
  if (here !== undefined && !isBefore(here, from)) return here;
  const { year, month } = from.add({ months: 1 });
  return existing({ year, month, day });
}

function dayOf(date: {
  year: string | undefined;
  month: number;
  day: string | undefined;
  from: PlainDate;
}): PlainDate | undefined {
  const stated =
    date.year === undefined
      ? undefined
      : Number(date.year) % 2000 === 0
        ? 2000
        : 2000 + (Number(date.year) % 100);
  const day = existing({ year: stated ?? date.from.year, month: date.month, day: Number(date.day) });
  if (day === undefined || findYearProblem(day.year, date.from) !== undefined) return undefined;
  if (stated !== undefined) return day;
  return isBefore(day, date.from)
    ? existing({ year: date.from.year + 1, month: date.month, day: Number(date.day) })
    : day;
}

function existing(fields: { year: number; month: number; day: number }): PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(fields, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
