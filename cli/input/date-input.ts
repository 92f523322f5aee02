import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Instant, PlainDate } from '../../shared/domain/dates.ts';
import { readDate, readMoment, readMonth, type Reading } from '../../shared/domain/clocks/written-dates.ts';

/** A date as people type it, e.g. `2016-03-08` or "8 March 2016". */
export const dateInput: z.ZodType<PlainDate, string> = z
  .string()
  .transform(reading((text) => readDate(text)));

/** A month, where a past day is not known. */
export const monthInput: z.ZodType<Temporal.PlainYearMonth, string> = z
  .string()
  .transform(reading(readMonth));

/** An instant, a London time, or a date, which stands for 10am on it. */
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
