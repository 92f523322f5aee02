import * as z from 'zod';
import type { WakeUp } from '../ports/wake-ups.ts';
import { parseJson } from './parse-json.ts';

const wakeUpSchema = z.object({ forceId: z.string().min(1), recipientId: z.string().min(1) });

/** @throws ServiceError `bad-input`. */
export function parseWakeUp(body: string): WakeUp {
  return parseJson(body, { schema: wakeUpSchema, what: 'A wake-up' });
}
