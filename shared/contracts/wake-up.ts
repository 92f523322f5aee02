import * as z from 'zod';
import type { WakeUp } from '../ports/wake-ups.ts';
import type { FieldsOf } from './fields-of.ts';
import { parseJson } from './parse-json.ts';
import { asOurs, type Reading } from './reading.ts';

const wakeUpSchema = z.object({
  forceId: z.string().min(1),
  recipientId: z.string().min(1),
} satisfies FieldsOf<WakeUp>);

/** Reads a wake-up. Only Revisit writes to this queue. @throws ServiceError `bad-input` for anything else. */
export function readWakeUp(text: string): Reading<WakeUp> {
  return asOurs(parseJson(text, { schema: wakeUpSchema, what: 'A wake-up' }));
}
