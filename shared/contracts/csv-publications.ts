import * as z from 'zod';
import type { RowKind } from './csv.ts';
import { knownDateCell, yesOrNoCell } from './csv-cells.ts';

const schema = z.object({
  force_id: z.string(),
  published_on: knownDateCell,
  report: z.string().optional(),
  report_url: z.url({ protocol: /^https?$/u, error: 'must be a web address, e.g. https://…' }).optional(),
  source: z.string().optional(),
  known_follow_up: z.string().optional(),
  programme: z.string().optional(),
  owner: z.string().optional(),
  over: yesOrNoCell.optional(),
});

/** The columns of a file of publications. `force_id` can also be the name of the body. */
export const publicationRows: RowKind<typeof schema> = {
  name: 'publications',
  schema,
  required: ['force_id', 'published_on'],
  optional: ['report', 'report_url', 'source', 'known_follow_up', 'programme', 'owner', 'over'],
  synonyms: {
    body_id: 'force_id',
    body: 'force_id',
    force: 'force_id',
    publication_date: 'published_on',
    date: 'published_on',
    title: 'report',
  },
};
