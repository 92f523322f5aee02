import * as z from 'zod';

/**
 * One line of the table of `npm run faults`. It says what was done to the service, how often, and how the emails ended.
 */
export const reportRowSchema = z.object({
  what: z.string(),
  points: z.int(),
  lost: z.int(),
  duplicated: z.int(),
  unknown: z.int(),
});
export type ReportRow = z.output<typeof reportRowSchema>;
