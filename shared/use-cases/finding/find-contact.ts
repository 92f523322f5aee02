import { holderOf } from '../../domain/people/contacts.ts';
import type { PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { matchName, type Named } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import type { People } from '../../ports/people.ts';
import { requireMatch } from './find-body.ts';

/**
 * Finds a contact by id, name, email address or role. With a role and a day `on`, finds the person who holds the role
 * on that day. An exact id wins over every role and name.
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
      `${forceId} has no contacts. Add one with ${commandLines.addContact(forceId)}.`,
      {
        field: 'contact',
      },
    );
  }
  const exact = contacts.find(({ id }) => id === written.trim().toLowerCase());
  if (exact !== undefined) return exact;
  const holder = on === undefined ? undefined : holderOf(written.trim().toLowerCase(), { contacts, on });
  if (holder !== undefined) return holder;
  const named = contacts.map((contact): Named & { contact: Contact } => {
    return { id: contact.id, names: [contact.name, contact.email, contact.role], contact };
  });
  const hint = `Choose one of ${contacts.map(({ id }) => id).join(', ')}.`;
  return requireMatch(matchName(written, named), {
    written,
    kind: `contact of ${forceId}`,
    field: 'contact',
    hint,
  }).contact;
}
