import { Temporal } from 'temporal-polyfill';
import { type PlainDate } from '../dates.ts';
import { type AnswerField, type Words } from '../answer.ts';

export type MonthName = 'audit' | 'check' | 'plan' | 'asked' | 'finish';

// prettier-ignore
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a month as typed. "10", "Oct" and "october" all give 10. */
export function readMonthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/u.test(typed)) {
    const number = Number(typed);
    return number >= 1 && number <= 12 ? number : undefined;
  }
  if (!/^[a-z]{3,9}$/iu.test(typed)) return undefined;
  const index = MONTH_NAMES.indexOf(typed.slice(0, 3).toLowerCase());
  return index === -1 ? undefined : index + 1;
}

/** Reads a month and a year as typed, such as "10" or "October" and "2016". Returns undefined if they are not valid. */
export function readMonth(words: Words<AnswerField>, name: MonthName): Temporal.PlainYearMonth | undefined {
  const month = readMonthNumber((words[`${name}-month`] ?? '').trim());
  const year = (words[`${name}-year`] ?? '').trim();
  if (month === undefined || !/^20\d\d$/u.test(year)) return undefined;
  return Temporal.PlainYearMonth.from({ year: Number(year), month });
}

export function isBeforeMonth(month: Temporal.PlainYearMonth, today: PlainDate): boolean {
  return Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) < 0;
}

export function isAfterMonth(month: Temporal.PlainYearMonth, today: PlainDate): boolean {
  return Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) > 0;
}
