import type { Contact } from '../domain/follow-up.ts';
import { matchName, type Named } from '../domain/naming.ts';
import { ServiceError } from '../errors.ts';
import type { People } from '../ports/people.ts';
import { chosen } from './find-force.ts';

/**
 * The contact that is meant: by id, name, address, or by a role that one contact holds.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 */
export async function findContact(
  { people }: { people: People },
  { forceId, written }: { forceId: string; written: string },
): Promise<Contact> {
  const contacts = await people.contacts(forceId);
  if (contacts.length === 0) {
    throw new ServiceError(
      'not-found',
      `${forceId} has no contacts: revisit contact add ${forceId} adds one.`,
      {
        field: 'contact',
      },
    );
  }
  const named = contacts.map((contact): Named & { contact: Contact } => {
    return { id: contact.id, names: [contact.name, contact.email, contact.role], contact };
  });
  const hint = `It has ${contacts.map(({ id }) => id).join(', ')}.`;
  return chosen(matchName(written, named), { written, kind: `contact of ${forceId}`, field: 'contact', hint })
    .contact;
}
