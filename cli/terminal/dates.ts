import type { Temporal } from 'temporal-polyfill';
import type { Milestone } from '../../shared/domain/clocks/milestones.ts';
import { formatHeldMonth, type HeldInMonth } from '../../shared/domain/clocks/month-known.ts';
import type { Published } from '../../shared/domain/publication/published-when.ts';
import { formatMonth, weekdayName, type PlainDate } from '../../shared/domain/dates.ts';

/** Returns a date such as "8 Mar 2016". */
export function shortDate(on: PlainDate): string {
  return `${dayAndMonth(on)} ${on.year}`;
}

/** Returns a day such as "8 Mar". It has its year if that is not the year of `today`. */
export function shortDay(on: PlainDate, today: PlainDate): string {
  return on.year === today.year ? dayAndMonth(on) : shortDate(on);
}

/** Returns a due date, with the original one beside it if it has moved: "29 Jan 2027 (was 8 Sep 2026)". */
export function shortDueDate({ dueOn, originalDueOn }: Pick<Milestone, 'dueOn' | 'originalDueOn'>): string {
  return dueOn.equals(originalDueOn)
    ? shortDate(dueOn)
    : `${shortDate(dueOn)} (was ${shortDate(originalDueOn)})`;
}

/** Returns a day of publication as far as it is known: "8 Mar 2016", "Mar 2016" or "2016". */
export function shortPublished({ publishedOn, publishedFrom }: Published): string {
  if (publishedFrom === undefined) return shortDate(publishedOn);
  return publishedFrom.month === publishedOn.month
    ? shortMonth(publishedOn.toPlainYearMonth())
    : String(publishedOn.year);
}

/** Returns a month such as "Jul 2016". */
export function shortMonth(month: Temporal.PlainYearMonth): string {
  return `${shortMonthName(month.toPlainDate({ day: 1 }))} ${month.year}`;
}

/** Returns a day such as "Fri 22 Jul". It has its year if that is not the year of `today`. */
export function shortWeekday(on: PlainDate, today: PlainDate): string {
  return `${weekdayName(on).slice(0, 3)} ${shortDay(on, today)}`;
}

/** Returns when a visit was held of which no day is known, such as "late Feb to early Mar 2023". */
export function shortHeldMonth(held: HeldInMonth): string {
  return formatHeldMonth(held).replaceAll(/\b(\p{Lu}\p{L}{2})\p{L}*/gu, '$1');
}

/** Returns a range such as "19-21 Jul 2016" or "30 Jun-2 Jul 2016", or one date such as "8 Mar 2016". */
export function dateRange(firstOn: PlainDate, lastOn: PlainDate): string {
  if (firstOn.equals(lastOn)) return shortDate(firstOn);
  if (firstOn.year !== lastOn.year) return `${shortDate(firstOn)}-${shortDate(lastOn)}`;
  return firstOn.month === lastOn.month
    ? `${firstOn.day}-${shortDate(lastOn)}`
    : `${dayAndMonth(firstOn)}-${shortDate(lastOn)}`;
}

function dayAndMonth(on: PlainDate): string {
  return `${on.day} ${shortMonthName(on)}`;
}

function shortMonthName(on: PlainDate): string {
  return formatMonth(on.toPlainYearMonth()).slice(0, 3);
}
