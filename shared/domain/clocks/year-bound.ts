import { Temporal } from 'temporal-polyfill';
import { LONDON, type PlainDate } from '../dates.ts';

/** No date of this service is older. The oldest reports on record are from after 2000. */
const FIRST_YEAR = 2000;
/** The latest year that a reader accepts if it does not know what day it is. */
const LAST_YEAR = 2099;
/** How many years ahead a date may be. No clock of a programme runs as long as this. */
const YEARS_AHEAD = 5;

/**
 * Says what is wrong with the year of a date that somebody gave, or returns undefined if it can be right. Every place
 * where a date comes in asks this function. A wrong year is a slip of the keyboard, and would count as centuries late.
 *
 * @param today the day it is, if it is known. Without it, every year of this century will do.
 */
export function findYearProblem(year: number, today?: PlainDate): string | undefined {
  const last = today === undefined ? LAST_YEAR : today.year + YEARS_AHEAD;
  if (year >= FIRST_YEAR && year <= last) return undefined;
  return `The year ${String(year).padStart(4, '0')} cannot be right. Give a year from ${FIRST_YEAR} to ${last}.`;
}

/**
 * Returns the year of a value that was read at a door, or undefined if the value is no date. A date of which not all is
 * known holds its day under `on`, or its month under `month`.
 */
export function yearOf(value: unknown): number | undefined {
  if (typeof value === 'object' && value !== null) {
    if ('on' in value) return yearOf(value.on);
    if (!(value instanceof Temporal.PlainDate) && 'month' in value && typeof value.month === 'object') {
      return yearOf(value.month);
    }
  }
  if (value instanceof Temporal.PlainDate || value instanceof Temporal.PlainYearMonth) return value.year;
  return value instanceof Temporal.Instant ? value.toZonedDateTimeISO(LONDON).year : undefined;
}

/** Finds the first value whose year cannot be right. Each value stands under its name, such as a column or an option. */
export function findWrongYear(
  values: Readonly<Record<string, unknown>>,
  today: PlainDate | undefined,
): { readonly field: string; readonly problem: string } | undefined {
  for (const [field, value] of Object.entries(values)) {
    const year = yearOf(value);
    const problem = year === undefined ? undefined : findYearProblem(year, today);
    if (problem !== undefined) return { field, problem };
  }
  return undefined;
}
