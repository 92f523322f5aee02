import * as z from 'zod';
import { readDate, readKnownDays } from '../domain/clocks/written-dates.ts';

/** A date as British spreadsheets write it: `2016-03-08`, `08/03/2016` or "8 March 2016". */
export const dateCell = z.string().transform((text, context) => {
  const reading = readDate(text, { slashes: true });
  if (reading.ok) return reading.value;
  context.addIssue({ code: 'custom', message: reading.problem });
  return z.NEVER;
});

/** A date, or only its month or year if no more is known: `2016-03-08`, `2016-03`, "March 2016" or `2016`. */
export const knownDateCell = z.string().transform((text, context) => {
  const reading = readKnownDays(text, { slashes: true });
  if (reading.ok) return reading.value;
  context.addIssue({ code: 'custom', message: reading.problem });
  return z.NEVER;
});

const YES = ['yes', 'y', 'true', '1', 'x'];
const NO = ['no', 'n', 'false', '0'];

export const yesOrNoCell = z.string().transform((text, context) => {
  const answer = text.toLowerCase();
  if (YES.includes(answer)) return true;
  if (NO.includes(answer)) return false;
  context.addIssue({ code: 'custom', message: `"${text}" is neither yes nor no.` });
  return z.NEVER;
});

export const idCell = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/u, 'must be an id: lower-case letters, digits and hyphens.');
