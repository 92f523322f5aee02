import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/** Stored as `2016-03-08`, used as a `Temporal.PlainDate`. A day that does not exist is refused. */
export const plainDate = z.codec(z.iso.date(), z.instanceof(Temporal.PlainDate), {
  decode: (text) => Temporal.PlainDate.from(text),
  encode: (date) => date.toString(),
});

/** Stored in UTC with milliseconds, e.g. `2016-03-08T10:00:00.000Z`. The width is fixed, so instants sort as text. */
export const instant = z.codec(z.iso.datetime({ offset: true }), z.instanceof(Temporal.Instant), {
  decode: (text) => Temporal.Instant.from(text),
  encode: (at) => at.toString({ smallestUnit: 'millisecond' }),
});

/** Stored as `2016-09`, for days that are known only to the month. */
export const yearMonth = z.codec(
  z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/u, 'Give the month as YYYY-MM.'),
  z.instanceof(Temporal.PlainYearMonth),
  { decode: (text) => Temporal.PlainYearMonth.from(text), encode: (month) => month.toString() },
);
