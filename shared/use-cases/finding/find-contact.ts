import { holderOf } from '../../domain/people/contacts.ts';
import type { PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { matchName, type Named } from '../../domain/people/naming.ts';
import { roles } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { People } from '../../ports/people.ts';
import { chosen } from './find-force.ts';

/**
 * The contact that is meant: by id, name, address, or by the role that they hold `on` a day, whoever held it before.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 */
export async function findContact(
  { people }: { people: People },
  { forceId, written, on }: { forceId: string; written: string; on?: PlainDate },
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
  const role = roles.find((known) => known === written.trim().toLowerCase());
  const holder = role === undefined || on === undefined ? undefined : holderOf(role, { contacts, on });
  if (holder !== undefined) return holder;
  const named = contacts.map((contact): Named & { contact: Contact } => {
    return { id: contact.id, names: [contact.name, contact.email, contact.role], contact };
  });
  const hint = `It has ${contacts.map(({ id }) => id).join(', ')}.`;
  return chosen(matchName(written, named), { written, kind: `contact of ${forceId}`, field: 'contact', hint })
    .contact;
}
