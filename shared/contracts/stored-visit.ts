import * as z from 'zod';
import { monthParts, type HeldVisit, type MonthKnown, type Visit } from '../domain/visit.ts';
import type { FieldsOf } from './fields-of.ts';
import { line } from './one-line.ts';
import { storedId as id } from './stored-id.ts';
import { instant, plainDate, yearMonth } from './temporal.ts';

const list = <Element extends z.ZodType>(element: Element) => z.array(element).readonly();

const monthKnown = {
  month: yearMonth,
  part: z.enum(monthParts).optional(),
} satisfies FieldsOf<MonthKnown>;

export const visitSchema = z.object({
  id,
  booked: z
    .object({ firstOn: plainDate, lastOn: plainDate } satisfies FieldsOf<NonNullable<Visit['booked']>>)
    .optional(),
  moves: list(
    z.object({ from: plainDate, reason: line, recordedAt: instant } satisfies FieldsOf<
      Visit['moves'][number]
    >),
  ),
  held: z
    .discriminatedUnion('precision', [
      z.object({ precision: z.literal('day'), firstOn: plainDate, lastOn: plainDate } satisfies FieldsOf<
        Extract<HeldVisit, { precision: 'day' }>
      >),
      z.object({
        precision: z.literal('month'),
        ...monthKnown,
        until: z.object({ ...monthKnown } satisfies FieldsOf<MonthKnown>).optional(),
      } satisfies FieldsOf<Extract<HeldVisit, { precision: 'month' }>>),
    ])
    .optional(),
  announcedAt: instant.optional(),
  report: z
    .object({ publishedOn: plainDate, url: z.url().optional() } satisfies FieldsOf<
      NonNullable<Visit['report']>
    >)
    .optional(),
} satisfies FieldsOf<Visit>);
