import { londonDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import { findContact } from '../finding/find-contact.ts';
import { findForce } from '../finding/find-force.ts';
import { lookAgainAtForce } from '../finding/look-again.ts';
import { revokeLinksOf } from './revoke-links.ts';

/** Whether removing deletes the contact, or ends its role because emails to it are on record. */
export interface ContactRemoval {
  readonly contact: Contact;
  readonly how: 'deleted' | 'ended';
  /** Whom the force then has. */
  readonly after: readonly Contact[];
}

/** What removing a contact would do: one who was ever written to stays on record, with the role ended today. */
export async function contactRemoval(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  removing: { force: string; contact: string },
): Promise<ContactRemoval> {
  const force = await findForce(dependencies, removing.force);
  const contact = await findContact(dependencies, {
    forceId: force.id,
    written: removing.contact,
    on: londonDate(dependencies.clock.now()),
  });
  const known = await dependencies.people.contacts(force.id);
  for (const { id } of await dependencies.followUps.ofForce(force.id)) {
    const { notices } = await dependencies.followUps.load(id);
    if (notices.some(({ key }) => key.contactId === contact.id)) {
      const to = londonDate(dependencies.clock.now());
      const after = known.map((other) => (other.id === contact.id ? { ...other, to } : other));
      return { contact, how: 'ended', after };
    }
  }
  return { contact, how: 'deleted', after: known.filter(({ id }) => id !== contact.id) };
}

/** Takes a contact away, as contactRemoval says, with their links. */
export async function removeContact(
  dependencies: { people: People; followUps: FollowUps; links: Links; clock: Clock },
  { removal, by }: { removal: ContactRemoval; by: string },
): Promise<void> {
  const { people, clock } = dependencies;
  const { contact, how } = removal;
  const audit = {
    at: clock.now(),
    by,
    action: 'remove-contact',
    summary: `${contact.id}, ${contact.role}, was ${how === 'deleted' ? 'removed' : 'ended'}.`,
  };
  if (how === 'deleted') await people.removeContact(contact, audit);
  else await people.putContact({ ...contact, to: londonDate(clock.now()) }, { isNew: false, audit });
  await revokeLinksOf(dependencies, { contact, at: audit.at });
  await lookAgainAtForce(dependencies, contact.forceId);
}
