import * as z from 'zod';
import type { Statement } from '../domain/statement.ts';
import type { FieldsOf } from './fields-of.ts';
import { plainDate } from './temporal.ts';

const text = z.string().min(1);

type Says<Kind extends Statement['says']> = Extract<Statement, { readonly says: Kind }>;

/** What an email stated. Each kind has its own fields. */
export const statementSchema = z.discriminatedUnion('says', [
  z.object({ says: z.literal('answer-by'), round: text, on: plainDate } satisfies FieldsOf<
    Says<'answer-by'>
  >),
  z.object({ says: z.literal('not-needed'), round: text } satisfies FieldsOf<Says<'not-needed'>>),
  z.object({ says: z.literal('round-stopped'), round: text } satisfies FieldsOf<Says<'round-stopped'>>),
  z.object({ says: z.literal('revisit-by'), on: plainDate } satisfies FieldsOf<Says<'revisit-by'>>),
  z.object({ says: z.literal('revisit-stopped') } satisfies FieldsOf<Says<'revisit-stopped'>>),
  z.object({ says: z.literal('no-revisit') } satisfies FieldsOf<Says<'no-revisit'>>),
  z.object({ says: z.literal('visit'), firstOn: plainDate, lastOn: plainDate } satisfies FieldsOf<
    Says<'visit'>
  >),
  z.object({ says: z.literal('no-visit-days') } satisfies FieldsOf<Says<'no-visit-days'>>),
  z.object({ says: z.literal('comments-by'), on: plainDate } satisfies FieldsOf<Says<'comments-by'>>),
]);
