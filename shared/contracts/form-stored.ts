import * as z from 'zod';
import { emailAddress } from './email-address.ts';
import type { Answer, SentAnswer, WholeAnswer } from '../domain/answer.ts';
import type {
  ApprovalRequest,
  Attachment,
  Draft,
  DraftMark,
  EmailedWords,
  FormSession,
  Handover,
  WholeDraft,
} from '../domain/form/form.ts';
import type { EmailPiece, FormEmail } from '../domain/form/form-email.ts';
import type { CutText } from '../domain/form/form-email.ts';
import type { FieldsOf } from './fields-of.ts';
import { anyLine, line } from './one-line.ts';
import { milestoneId } from './stored.ts';
import { answerFields, answerStatuses, evidenceKinds, wholeFields } from '../domain/answer.ts';
import { instant, plainDate } from './temporal.ts';

/** Schemas of what the progress form stores: sessions, drafts, files, handovers and requests for approval. */

const id = z.string().min(1);
const round = milestoneId;

const answerWords = z.partialRecord(z.enum(answerFields), z.string().optional()).readonly();
const evidence = z.array(z.enum(evidenceKinds)).readonly();

const answerSchema = z.object({
  status: z.enum([...answerStatuses, 'unchanged']),
  words: answerWords,
  evidence,
} satisfies FieldsOf<Answer>);

/** An answer as a return stores it. */
export const sentAnswerSchema = z.object({
  status: z.enum(answerStatuses),
  words: answerWords,
  evidence,
  unchangedSince: z.string().optional(),
} satisfies FieldsOf<SentAnswer>);

const wholeAnswerSchema = z.object({
  words: z.partialRecord(z.enum(wholeFields), z.string().optional()).readonly(),
  officers: z.record(z.string(), anyLine).readonly(),
} satisfies FieldsOf<WholeAnswer>);

const emailed = z
  .array(z.object({ mailId: id, receivedAt: instant, words: z.string() } satisfies FieldsOf<EmailedWords>))
  .readonly()
  .optional();

const draftMark = {
  round,
  version: z.int().positive(),
  savedAt: instant,
  savedBy: id,
  savedIn: id,
  emailed,
} satisfies FieldsOf<DraftMark>;

export const draftSchema = z.object({
  ...draftMark,
  number: z.int().positive(),
  answer: answerSchema.partial({ status: true }),
  complete: z.boolean(),
} satisfies FieldsOf<Draft>);

export const wholeDraftSchema = z.object({
  ...draftMark,
  answer: wholeAnswerSchema,
} satisfies FieldsOf<WholeDraft>);

const cutTextSchema = z.object({
  why: z.enum(['quotation', 'heading', 'banner', 'signature']),
  text: z.string(),
} satisfies FieldsOf<CutText>);

export const formEmailSchema = z.object({
  round,
  mailId: id,
  receivedAt: instant,
  savedBy: id,
  version: z.int().positive(),
  pieces: z
    .array(
      z.object({
        words: z.string(),
        place: z.union([z.int().positive(), z.enum(['anything-else', 'left-out'])]).optional(),
      } satisfies FieldsOf<EmailPiece>),
    )
    .readonly(),
  cut: z.array(cutTextSchema).readonly(),
} satisfies FieldsOf<FormEmail>);

export const attachmentSchema = z.object({
  id,
  name: line,
  bytes: z.int().nonnegative(),
  contentType: z.string(),
  round,
  addedAt: instant,
  addedBy: id,
  savedIn: id.optional(),
} satisfies FieldsOf<Attachment>);

export const approvalRequestSchema = z.object({
  id,
  round,
  name: anyLine,
  rank: anyLine,
  email: emailAddress(),
  askedAt: instant,
  askedBy: id,
  linkHash: id,
  withdrawnAt: instant.optional(),
} satisfies FieldsOf<ApprovalRequest>);

export const handoverSchema = z.object({
  id,
  round,
  fromContactId: id,
  fromName: anyLine,
  doer: z
    .object({ contactId: id, name: anyLine } satisfies FieldsOf<NonNullable<Handover['doer']>>)
    .optional(),
  toName: anyLine,
  toEmail: emailAddress(),
  toContactId: id.optional(),
  askedAt: instant,
  state: z.enum(['done', 'awaits-approval', 'undone', 'refused']),
  undoLinkHash: id.optional(),
  undoUntil: plainDate.optional(),
  fromUntil: plainDate.optional(),
  version: z.int().positive(),
} satisfies FieldsOf<Handover>);

export const formSessionSchema = z.object({
  tokenHash: id,
  browserId: id,
  linkHash: id,
  followUpId: id,
  forceId: id,
  forceName: anyLine,
  round,
  contactId: id,
  createdAt: instant,
  expiresAt: instant,
  verified: z.boolean(),
  approvalId: id.optional(),
} satisfies FieldsOf<FormSession>);
