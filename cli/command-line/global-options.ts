import * as z from 'zod';
import { momentInput } from '../input/date-input.ts';

/** The options that every command takes. */
export const globalOptionsSchema = z.object({
  stage: z.string().min(1),
  json: z.boolean().default(false),
  asOf: momentInput.optional(),
  yes: z.boolean().default(false),
});

export type GlobalOptions = z.infer<typeof globalOptionsSchema>;
