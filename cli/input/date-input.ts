import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Instant, PlainDate } from '../../shared/domain/dates.ts';
import { readDate, readMoment, readMonth, type Reading } from '../../shared/domain/clocks/written-dates.ts';

/** Reads a date as people type it, such as `2016-03-08` or "8 March 2016". */
export const dateInput: z.ZodType<PlainDate, string> = z
  .string()
  .transform(reading((text) => readDate(text)));

/** Reads a month. A past visit may be known only to the month. */
export const monthInput: z.ZodType<Temporal.PlainYearMonth, string> = z
  .string()
  .transform(reading(readMonth));

/** Reads an instant, a London time, or a date, which means 10am in London on that day. */
export const momentInput: z.ZodType<Instant, string> = z.string().transform(reading(readMoment));

function reading<Value>(
  read: (text: string) => Reading<Value>,
): (text: string, context: z.RefinementCtx) => Value {
  return (text, context) => {
    const found = read(text);
    if (found.ok) return found.value;
    context.addIssue({ code: 'custom', message: found.problem });
    return z.NEVER;
  };
}
