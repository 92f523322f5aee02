import { holderOf, isInRole } from '../../domain/people/contacts.ts';
import type { PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { matchName, type Named } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import type { People } from '../../ports/people.ts';
import { requireMatch } from './find-body.ts';

/**
 * Finds a contact by id, name or email address. With a day `on`, also finds whoever holds the role of that name on that
 * day. An exact id wins over every role and name. If its contact has no role on the day and somebody else holds the role
 * of that name, the holder wins: "lead" is then the lead of that day. Without a day, a role finds nobody. So a command
 * that must reach one person cannot reach their successor.
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
  const word = written.trim().toLowerCase();
  const hint = `Choose one of ${contacts.map(({ id }) => id).join(', ')}.`;
  const exact = contacts.find(({ id }) => id === word);
  const holder = on === undefined ? undefined : holderOf(word, { contacts, on });
  if (exact !== undefined && (on === undefined || holder === undefined || isInRole(exact, on))) return exact;
  if (holder !== undefined) return holder;
  if (on === undefined && contacts.some(({ role }) => role === word)) {
    throw new ServiceError(
      'not-found',
      `"${written}" is a role, and this command needs one person. ${hint}`,
      { field: 'contact' },
    );
  }
  const named = contacts.map((contact): Named & { contact: Contact } => {
    return { id: contact.id, names: [contact.name, contact.email], contact };
  });
  return requireMatch(matchName(written, named), {
    written,
    kind: `contact of ${forceId}`,
    field: 'contact',
    hint,
  }).contact;
}
