import type { Contact } from '../../domain/contact.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { holderOf, isSamePerson } from '../../domain/people/contacts.ts';
import type { RoleRule } from '../../domain/programme.ts';
import type { OwedNews } from './owed-news.ts';

/** Returns the other roles that get this news today, each in an email of their own. */
export function findCopiedRoles(
  news: OwedNews,
  { contact, on }: { contact: Contact; on: PlainDate },
): RoleRule[] {
  const { milestone, rungId } = news.notice;
  const { roles } = news.programme;
  const named =
    rungId === 'announced'
      ? roles.filter(({ part }) => part === 'answers' || part === 'approves')
      : roles.filter(({ id }) => milestone.rule.rungs.find((rung) => rung.id === rungId)?.to.includes(id));
  const goesToBody = named.some(({ part }) => part === 'answers');
  const copied = copiedParts.flatMap((part) =>
    roles.filter(
      (role) => role.part === part && (named.includes(role) || (part === 'mailbox' && goesToBody)),
    ),
  );
  return copied.filter((role) => {
    const holder = holderOf(role.id, { contacts: news.contacts, on });
    return holder !== undefined && !isSamePerson(holder, contact) && !isUnreachable(holder, news.contacts);
  });
}

/** Tells whether an address takes no mail. A bounce or complaint counts for everyone who shares the address. */
function isUnreachable(contact: Contact, contacts: readonly Contact[]): boolean {
  return contacts.some((other) => other.unreachable !== undefined && isSamePerson(other, contact));
}

/**
 * The parts that get copies, in the order in which an email names them. The shared mailbox gets copies of emails to the
 * body, but not of answers to one person or emails to somebody with a duty of their own.
 */
const copiedParts = ['stands-in', 'approves', 'mailbox'] as const;
