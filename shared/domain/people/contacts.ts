import { type PlainDate, isAfter, londonDate } from '../dates.ts';
import type { Contact } from '../contact.ts';
import type { Role } from '../programme.ts';

/** In the role on a day: from its first day on, until the day before `to`. */
export function isInRole(contact: Contact, on: PlainDate): boolean {
  const begun = contact.from === undefined || !isAfter(contact.from, on);
  const ended = contact.to !== undefined && !isAfter(contact.to, on);
  return begun && !ended;
}

/**
 * Whether mail may go to a contact on a day. What a bounce or a complaint says of an address it says of everybody who
 * uses it: a deputy who is also the liaison mailbox is reached under neither name.
 */
export function isReachable(
  contact: Contact,
  { contacts, on }: { contacts: readonly Contact[]; on: PlainDate },
): boolean {
  if (contact.unreachable !== undefined) return false;
  return !contacts.some(
    (other) => other.unreachable !== undefined && isSamePerson(other, contact) && isInRole(other, on),
  );
}

/** Days for which an automatic reply without a return date is believed. */
const AWAY_DAYS = 14;

/** Away on a day, as their last automatic reply had it. */
export function isAway({ away }: Contact, on: PlainDate): boolean {
  if (away === undefined) return false;
  const backOn = away.backOn ?? londonDate(away.since).add({ days: AWAY_DAYS });
  return isAfter(backOn, on);
}

/** Who holds a role on a day; of several, the one who took it last. */
export function holderOf(
  role: Role,
  { contacts, on }: { contacts: readonly Contact[]; on: PlainDate },
): Contact | undefined {
  let holder: Contact | undefined;
  for (const contact of contacts) {
    if (contact.role !== role || !isInRole(contact, on)) continue;
    if (holder === undefined || startsLater(contact, holder)) holder = contact;
  }
  return holder;
}

function startsLater(contact: Contact, than: Contact): boolean {
  if (contact.from === undefined) return false;
  return than.from === undefined || isAfter(contact.from, than.from);
}

/** Whom a request goes to: the lead; where no mail reaches the lead the deputy, then the liaison mailbox. */
export function addresseeOf(contacts: readonly Contact[], on: PlainDate): Contact | undefined {
  for (const role of ['lead', 'deputy', 'liaison'] as const) {
    const holder = holderOf(role, { contacts, on });
    if (holder !== undefined && isReachable(holder, { contacts, on })) return holder;
  }
  return undefined;
}

/** Two contacts are one person when mail for both goes to one address. */
export function isSamePerson(left: Contact, right: Contact): boolean {
  return left.email.toLowerCase() === right.email.toLowerCase();
}
