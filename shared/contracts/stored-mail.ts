import * as z from 'zod';
import { mailPlaces } from '../domain/replies/incoming-mail.ts';
import { roundIds } from '../domain/programme.ts';
import { instant } from './temporal.ts';

/** The form in which the inbox is stored. */
export const incomingMailSchema = z.object({
  id: z.string().regex(/^\d{4}-\d{2}-\d{2}-[0-9a-z]{8}$/u),
  receiptId: z.string().min(1),
  receivedAt: instant,
  rawKey: z.string().min(1),
  place: z.enum(mailPlaces),
  reason: z.string().min(1),
  about: z
    .object({ followUpId: z.string(), contactId: z.string(), round: z.enum(roundIds).optional() })
    .optional(),
  version: z.int().positive(),
});
