import * as z from 'zod';

/** One line of the table of `npm run faults`: what was done to the service, how often, and what became of the emails. */
export const reportRowSchema = z.object({
  what: z.string(),
  points: z.int(),
  lost: z.int(),
  duplicated: z.int(),
  unknown: z.int(),
});
export type ReportRow = z.output<typeof reportRowSchema>;
