import * as z from 'zod';
import type { FieldsOf } from './fields-of.ts';
import {
  fileFates,
  heldReasons,
  mailPlaces,
  matchGrounds,
  takenReasons,
  type IncomingMail,
  type MailFile,
} from '../domain/replies/incoming-mail.ts';
import { verdicts } from '../domain/replies/receipt.ts';
import { replyKinds } from '../domain/replies/classified-reply.ts';
import { anyLine, line } from './one-line.ts';
import { milestoneId } from './stored.ts';
import { instant, plainDate } from './temporal.ts';

const text = z.string().min(1);
const verdict = z.enum(verdicts);

/** The schema of a stored mail in the inbox. */
export const incomingMailSchema = z.object({
  id: z.string().regex(/^\d{4}-\d{2}-\d{2}-[0-9a-z]{8}$/u),
  receiptId: text,
  receivedAt: instant,
  rawKey: text,
  verdicts: z.object({
    spam: verdict,
    virus: verdict,
    spf: verdict,
    dkim: verdict,
    dmarc: verdict,
  } satisfies FieldsOf<IncomingMail['verdicts']>),
  envelopeFrom: z.string(),
  place: z.enum(mailPlaces),
  reason: z.enum([...heldReasons, ...takenReasons]),
  kind: z.enum(replyKinds).optional(),
  because: line.optional(),
  evidence: z.array(line).readonly().optional(),
  about: z
    .object({ followUpId: text, contactId: text, round: milestoneId.optional() } satisfies FieldsOf<
      NonNullable<IncomingMail['about']>
    >)
    .optional(),
  ground: z.enum(matchGrounds).optional(),
  candidates: z.array(text).readonly().optional(),
  sender: z
    .object({ name: anyLine, address: line } satisfies FieldsOf<NonNullable<IncomingMail['sender']>>)
    .optional(),
  messageId: text.optional(),
  recommendations: z.array(z.int().positive()).readonly().optional(),
  files: z
    .array(
      z.object({
        name: line,
        bytes: z.int().nonnegative(),
        fate: z.enum(fileFates),
      } satisfies FieldsOf<MailFile>),
    )
    .readonly()
    .optional(),
  named: z
    .object({ name: line.optional(), email: line.optional() } satisfies FieldsOf<
      NonNullable<IncomingMail['named']>
    >)
    .optional(),
  backOn: plainDate.optional(),
  settledBy: z
    .object({ by: line, at: instant, note: line.optional() } satisfies FieldsOf<
      NonNullable<IncomingMail['settledBy']>
    >)
    .optional(),
  erasedAt: instant.optional(),
  version: z.int().positive(),
} satisfies FieldsOf<IncomingMail>);
