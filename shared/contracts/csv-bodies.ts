import * as z from 'zod';
import type { RowKind } from './csv.ts';
import { dateCell, idCell, yesOrNoCell } from './csv-cells.ts';

const schema = z.object({
  id: idCell,
  name: z.string(),
  nation: z.enum(['England', 'Wales'], 'must be England or Wales.'),
  region: z.string().optional(),
  pfa_code: z.string().optional(),
  simulated: yesOrNoCell.default(false),
  name_from: dateCell.optional(),
});

/** The columns of a file of bodies. */
export const forceRows: RowKind<typeof schema> = {
  name: 'forces',
  schema,
  required: ['id', 'name', 'nation'],
  optional: ['region', 'pfa_code', 'simulated', 'name_from'],
  synonyms: { force_id: 'id', force: 'name', country: 'nation' },
};

const bodySchema = schema.omit({ pfa_code: true }).extend({ nation: schema.shape.nation.optional() });

/** The columns of a file of bodies of any other kind. */
export const bodyRows: RowKind<typeof bodySchema> = {
  name: 'bodies',
  schema: bodySchema,
  required: ['id', 'name'],
  optional: ['nation', 'region', 'simulated', 'name_from'],
  synonyms: { body_id: 'id', body: 'name', service: 'name', country: 'nation' },
};
