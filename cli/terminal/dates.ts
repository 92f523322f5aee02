import type { Temporal } from 'temporal-polyfill';
import { formatMonth, weekdayName, type PlainDate } from '../../shared/domain/dates.ts';

/** Returns a date such as "8 Mar 2016". */
export function shortDate(on: PlainDate): string {
  return `${shortDay(on)} ${on.year}`;
}

/** Returns a day such as "8 Mar". */
export function shortDay(on: PlainDate): string {
  return `${on.day} ${shortMonthName(on)}`;
}

/** Returns a month such as "Jul 2016". */
export function shortMonth(month: Temporal.PlainYearMonth): string {
  return `${shortMonthName(month.toPlainDate({ day: 1 }))} ${month.year}`;
}

/** Returns a day such as "Fri 22 Jul". */
export function shortWeekday(on: PlainDate): string {
  return `${weekdayName(on).slice(0, 3)} ${shortDay(on)}`;
}

/** Returns a range such as "19-21 Jul 2016" or "30 Jun-2 Jul 2016", or one date such as "8 Mar 2016". */
export function dateRange(firstOn: PlainDate, lastOn: PlainDate): string {
  if (firstOn.equals(lastOn)) return shortDate(firstOn);
  if (firstOn.year !== lastOn.year) return `${shortDate(firstOn)}-${shortDate(lastOn)}`;
  return firstOn.month === lastOn.month
    ? `${firstOn.day}-${shortDate(lastOn)}`
    : `${shortDay(firstOn)}-${shortDate(lastOn)}`;
}

function shortMonthName(on: PlainDate): string {
  return formatMonth(on.toPlainYearMonth()).slice(0, 3);
}
