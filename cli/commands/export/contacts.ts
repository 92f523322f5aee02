import * as z from 'zod';
import { findForce } from '../../../shared/use-cases/finding/find-force.ts';
import { argument } from '../../command/command.ts';
import { exportList } from '../../output/export-list.ts';

export const exportContacts = exportList({
  name: 'contacts',
  importedBy: 'contact import',
  note: 'Names and addresses of people: keep it where only those see it who must. ',
  example: 'revisit export contacts essex --out contacts.csv',
  columns: ['force_id', 'role', 'name', 'email', 'from', 'to'],
  input: { force: argument(z.string().optional(), 'one force, by id or name (default: all)') },
  rows: async (ready, { force }) => {
    const forces = force === undefined ? await ready.people.forces() : [await findForce(ready, force)];
    const contacts = await Promise.all(forces.map(({ id }) => ready.people.contacts(id)));
    return contacts.flat().map(({ forceId, role, name, email, from, to }) => ({
      force_id: forceId,
      role,
      name,
      email,
      from: from?.toString(),
      to: to?.toString(),
    }));
  },
});
