import * as z from 'zod';
import { findBody } from '../../../shared/use-cases/finding/find-body.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { describeExport, exportedOutput, exportRows, outOption } from '../../output/export-list.ts';

const NAME = 'contacts';
const COLUMNS = ['force_id', 'role', 'name', 'email', 'from', 'to'];

export const exportContacts = defineCommand({
  ...describeExport({
    name: NAME,
    importedBy: 'contact import',
    note: 'The file holds names and addresses, so keep it where only people who need it can see it. ',
    example: 'revisit export contacts essex --out contacts.csv',
  }),
  input: {
    body: argument(z.string().optional(), 'one body, by id or name (default: all)'),
    out: outOption,
  },
  output: exportedOutput,
  run: async ({ body, out }, { service }) => {
    const revisit = await service();
    const bodies = body === undefined ? await revisit.people.bodies() : [await findBody(revisit, body)];
    const contacts = await Promise.all(bodies.map(({ id }) => revisit.people.contacts(id)));
    const rows = contacts.flat().map(({ forceId, role, name, email, from, to }) => ({
      force_id: forceId,
      role,
      name,
      email,
      from: from?.toString(),
      to: to?.toString(),
    }));
    return exportRows(rows, { name: NAME, columns: COLUMNS, out });
  },
});
