import type { Contact } from '../../domain/contact.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { holderOf, isSamePerson } from '../../domain/people/contacts.ts';
import type { Role } from '../../domain/programme.ts';
import type { OwedNews } from './owed-news.ts';

/** Returns the other roles that get this news today, each in an email of their own. */
export function findCopiedRoles(
  news: OwedNews,
  { contact, on }: { contact: Contact; on: PlainDate },
): Role[] {
  const { milestone, rungId } = news.notice;
  const named =
    rungId === 'announced' ? announcedTo : (milestone.rule.rungs.find(({ id }) => id === rungId)?.to ?? []);
  const roles = copiedRoles.filter(
    (role) => named.includes(role) || (role === 'liaison' && copiesLiaison(named)),
  );
  return roles.filter((role) => {
    const holder = holderOf(role, { contacts: news.contacts, on });
    return holder !== undefined && !isSamePerson(holder, contact) && !isUnreachable(holder, news.contacts);
  });
}

/** Tells whether an address takes no mail. A bounce or complaint counts for everyone who shares the address. */
function isUnreachable(contact: Contact, contacts: readonly Contact[]): boolean {
  return contacts.some((other) => other.unreachable !== undefined && isSamePerson(other, contact));
}

const announcedTo: readonly string[] = ['lead', 'sign-off'];
const copiedRoles = ['deputy', 'sign-off', 'liaison'] as const;

/**
 * Tells whether the liaison mailbox gets a copy. It gets copies of emails to the force, but not of answers to one
 * person or emails to another body.
 */
function copiesLiaison(named: readonly string[]): boolean {
  return named.includes('lead');
}
