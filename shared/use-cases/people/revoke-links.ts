import type { Instant } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';

/**
 * Revokes every link of a contact in all follow-ups of the body. Also revokes the links of officers whom the contact
 * asked to approve.
 */
export async function revokeLinksOf(
  { followUps, links }: { readonly followUps: FollowUps; readonly links: Links },
  { contact, at }: { readonly contact: Contact; readonly at: Instant },
): Promise<void> {
  for (const { id } of await followUps.ofBody(contact.forceId)) {
    await links.revoke({ followUpId: id, at, which: (link) => link.contactId === contact.id });
  }
}
