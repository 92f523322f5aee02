import * as z from 'zod';
import { readHeldMonth, type HeldInMonth } from '../../shared/domain/clocks/month-known.ts';
import type { Instant, PlainDate } from '../../shared/domain/dates.ts';
import { readDate, readMoment, type Reading } from '../../shared/domain/clocks/written-dates.ts';

/** Reads a date as people type it, such as `2016-03-08` or "8 March 2016". */
export const dateInput: z.ZodType<PlainDate, string> = z
  .string()
  .transform(reading((text) => readDate(text)));

/** Reads a month or a part of one. A past visit may be known only to that. */
export const monthInput: z.ZodType<HeldInMonth, string> = z.string().transform(reading(readHeldMonth));

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
