import * as z from 'zod';
import { emailAddress } from './email-address.ts';
import type { RowKind } from './csv.ts';
import { dateCell } from './csv-cells.ts';

const schema = z.object({
  force_id: z.string(),
  role: z.string().transform((text) => text.toLowerCase().replace(/[\s_]+/gu, '-')),
  name: z.string(),
  email: emailAddress('must be an email address, e.g. name@force.example.'),
  from: dateCell.optional(),
  to: dateCell.optional(),
});

/** The columns of a file of contacts. `force_id` can also be the name of the body. */
export const contactRows: RowKind<typeof schema> = {
  name: 'contacts',
  schema,
  required: ['force_id', 'role', 'name', 'email'],
  optional: ['from', 'to'],
  synonyms: {
    body_id: 'force_id',
    body: 'force_id',
    force: 'force_id',
    email_address: 'email',
    e_mail: 'email',
    mail: 'email',
    start: 'from',
    end: 'to',
    until: 'to',
  },
};
