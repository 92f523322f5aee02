import { Temporal } from 'temporal-polyfill';
import { isBefore, type PlainDate } from '../dates.ts';

// prettier-ignore
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** "25 April 2016", "25th April", "Mon 25/04/16", "April 25": days first, as in Britain. */
export const DAY_IN_TEXT = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?(?:\s+20\d\d)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?(?:\s+20\d\d)?|\d{1,2}[/.-]\d{1,2}(?:[/.-](?:20)?\d\d)?|20\d\d-\d\d-\d\d)`;

/** The day that a text names, the next one where it names no year; undefined where there is no such day. */
export function dayInText(text: string, { from }: { from: PlainDate }): PlainDate | undefined {
  const iso = /(20\d\d)-(\d\d)-(\d\d)/u.exec(text);
  if (iso !== null) return dayOf({ year: iso[1], month: Number(iso[2]), day: iso[3], from });
  const slashed = /(\d{1,2})[/.-](\d{1,2})(?:[/.-]((?:20)?\d\d))?/u.exec(text);
  if (slashed !== null) return dayOf({ year: slashed[3], month: Number(slashed[2]), day: slashed[1], from });
  const month = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu.exec(text)?.[1]?.toLowerCase();
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/iu.exec(text)?.[1];
  if (month === undefined || day === undefined) return undefined;
  return dayOf({ year: /\b(20\d\d)\b/u.exec(text)?.[1], month: MONTHS.indexOf(month) + 1, day, from });
}

function dayOf(of: {
  year: string | undefined;
  month: number;
  day: string | undefined;
  from: PlainDate;
}): PlainDate | undefined {
  const stated =
    of.year === undefined ? undefined : Number(of.year) % 2000 === 0 ? 2000 : 2000 + (Number(of.year) % 100);
  const day = existing({ year: stated ?? of.from.year, month: of.month, day: Number(of.day) });
  if (day === undefined || stated !== undefined) return day;
  return isBefore(day, of.from)
    ? existing({ year: of.from.year + 1, month: of.month, day: Number(of.day) })
    : day;
}

function existing(fields: { year: number; month: number; day: number }): PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(fields, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
