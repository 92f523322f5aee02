import type { Contact } from '../contact.ts';

/** What somebody says of a new contact; the rest is learnt later. */
export type ContactDetails = Omit<Contact, 'id' | 'unreachable' | 'away' | 'version'>;

/** A contact as it begins, with an id that none of the contacts `known` of its force has. */
export function newContact(details: ContactDetails, known: readonly Pick<Contact, 'id'>[]): Contact {
  return { id: contactIdFor(details.role, known), ...details, version: 1 };
}

/** `lead-2` for the second lead of a force: it stands in ledger and audit for good, and so must not name anybody. */
function contactIdFor(role: string, known: readonly Pick<Contact, 'id'>[]): string {
  for (let count = 1; ; count += 1) {
    const id = `${role}-${count}`;
    if (!known.some((contact) => contact.id === id)) return id;
  }
}
