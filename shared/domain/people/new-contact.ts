import type { Contact } from '../contact.ts';
import { roleWith, type Programme } from '../programme.ts';

/** What is known when a contact is added. Revisit learns the rest later. */
export type ContactDetails = Omit<Contact, 'id' | 'unreachable' | 'away' | 'version'>;

/** Makes a new contact. Its id differs from the id of every contact in `known`, the contacts of its body. */
export function newContact(details: ContactDetails, known: readonly Pick<Contact, 'id'>[]): Contact {
  return { id: contactIdFor(details.role, known), ...details, version: 1 };
}

/** Returns the role of whoever answers, for a new contact. A programme has such a role always. */
export function leadRole(programme: Programme): Pick<Contact, 'role' | 'part'> {
  const role = roleWith(programme, 'answers');
  return { role: role?.id ?? 'answers', part: 'answers' };
}

/**
 * Returns an id such as `lead-2` for the second lead of a body. The id stays in the ledger and the audit for ever, so
 * it must not name a person.
 */
function contactIdFor(role: string, known: readonly Pick<Contact, 'id'>[]): string {
  for (let count = 1; ; count += 1) {
    const id = `${role}-${count}`;
    if (!known.some((contact) => contact.id === id)) return id;
  }
}
