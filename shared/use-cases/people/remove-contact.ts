import { isAfter, londonDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import { findContact } from '../finding/find-contact.ts';
import { findBody } from '../finding/find-body.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { revokeLinksOf } from './revoke-links.ts';

/** A planned removal. It deletes the contact, or only ends the role because the ledger has emails to the contact. */
export interface ContactRemoval {
  /** The contact as planned. If the role ends, with its last day. */
  readonly contact: Contact;
  readonly how: 'deleted' | 'ended';
  /** False if the role has ended already, so that nothing is left to do. */
  readonly isNew: boolean;
  /** The body's contacts afterwards. */
  readonly after: readonly Contact[];
}

/** Plans the removal of a contact. A contact who was ever emailed stays on record, and their role ends today. */
export async function planContactRemoval(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  removing: { body: string; contact: string },
): Promise<ContactRemoval> {
  const body = await findBody(dependencies, removing.body);
  const contact = await findContact(dependencies, {
    forceId: body.id,
    // An id always means that contact. A command that is run twice must not remove the successor.
    written: removing.contact,
  });
  const known = await dependencies.people.contacts(body.id);
  for (const { id } of await dependencies.followUps.ofBody(body.id)) {
    const { notices } = await dependencies.followUps.load(id);
    if (notices.some(({ key }) => key.contactId === contact.id)) {
      const to = londonDate(dependencies.clock.now());
      // A role that ended before keeps its last day. Otherwise the record would say that they had it until today.
      if (contact.to !== undefined && !isAfter(contact.to, to)) {
        return { contact, how: 'ended', isNew: false, after: known };
      }
      const ended = { ...contact, to };
      const after = known.map((other) => (other.id === contact.id ? ended : other));
      return { contact: ended, how: 'ended', isNew: true, after };
    }
  }
  return { contact, how: 'deleted', isNew: true, after: known.filter(({ id }) => id !== contact.id) };
}

/** Removes a contact as planned, and revokes their links. */
export async function removeContact(
  dependencies: { people: People; followUps: FollowUps; links: Links; clock: Clock },
  { removal, by }: { removal: ContactRemoval; by: string },
): Promise<void> {
  const { people, clock } = dependencies;
  const { contact, how, isNew } = removal;
  if (!isNew) return;
  const audit = {
    at: clock.now(),
    by,
    action: 'remove-contact',
    summary: `${contact.id}, ${contact.role}, was ${how === 'deleted' ? 'removed' : 'ended'}.`,
  };
  if (how === 'deleted') await people.removeContact(contact, audit);
  else await people.putContact(contact, { isNew: false, audit });
  await revokeLinksOf(dependencies, { contact, at: audit.at });
  await lookAgainAtBody(dependencies, contact.forceId);
}
