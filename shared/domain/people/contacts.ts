import { type PlainDate, isAfter, londonDate } from '../dates.ts';
import type { Contact } from '../contact.ts';
import type { Programme, Role, RolePart } from '../programme.ts';

/** Tells whether a contact holds the role on a day. The role begins on `from` and ends the day before `to`. */
export function isInRole(contact: Contact, on: PlainDate): boolean {
  const begun = contact.from === undefined || !isAfter(contact.from, on);
  const ended = contact.to !== undefined && !isAfter(contact.to, on);
  return begun && !ended;
}

/**
 * Tells whether mail may go to a contact on a day. A bounce or a complaint applies to everyone who uses the address. If
 * a deputy is also the liaison mailbox, neither role is reachable.
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

/** How many days Revisit believes an automatic reply without a return date. */
const AWAY_DAYS = 14;

/** Tells whether a contact is away on a day, according to their last automatic reply. */
export function isAway({ away }: Contact, on: PlainDate): boolean {
  if (away === undefined) return false;
  const backOn = away.backOn ?? londonDate(away.since).add({ days: AWAY_DAYS });
  return isAfter(backOn, on);
}

/** Returns the contact who holds a role on a day. If there are several, it is the one who took the role last. */
export function holderOf(role: Role, where: Where): Contact | undefined {
  return findHolder((contact) => contact.role === role, where);
}

/** Returns the contact whose role has a part on a day. If there are several, it is the one who took the role last. */
export function holderOfPart(part: RolePart, where: Where): Contact | undefined {
  return findHolder((contact) => contact.part === part, where);
}

interface Where {
  readonly contacts: readonly Contact[];
  readonly on: PlainDate;
}

function findHolder(isWanted: (contact: Contact) => boolean, { contacts, on }: Where): Contact | undefined {
  let holder: Contact | undefined;
  for (const contact of contacts) {
    if (!isWanted(contact) || !isInRole(contact, on)) continue;
    if (holder === undefined || startsLater(contact, holder)) holder = contact;
  }
  return holder;
}

function startsLater(contact: Contact, than: Contact): boolean {
  if (contact.from === undefined) return false;
  return than.from === undefined || isAfter(contact.from, than.from);
}

/**
 * Returns the contact that a request goes to. This is whoever answers. If mail cannot reach them, it is whoever stands
 * in, and then the shared mailbox.
 */
export function addresseeOf(contacts: readonly Contact[], on: PlainDate): Contact | undefined {
  for (const part of ['answers', 'stands-in', 'mailbox'] as const) {
    const holder = holderOfPart(part, { contacts, on });
    if (holder !== undefined && isReachable(holder, { contacts, on })) return holder;
  }
  return undefined;
}

/**
 * Returns who gets requests now that mail cannot reach a contact, and whether that is new. Requests did not go to the
 * shared mailbox before its address failed, so they still go to the lead.
 */
export function findAddresseeWithout(
  contacts: readonly Contact[],
  { failed, on }: { failed: Contact | undefined; on: PlainDate },
): { readonly name: string; readonly isNew: boolean } | undefined {
  const now = addresseeOf(contacts, on);
  if (now === undefined) return undefined;
  const reachable = contacts.map((contact) =>
    failed !== undefined && isSamePerson(contact, failed) ? { ...contact, unreachable: undefined } : contact,
  );
  const before = addresseeOf(reachable, on);
  return { name: now.name, isNew: before !== undefined && before.id !== now.id };
}

/**
 * Returns the contacts whose role the programme names. A body can have contacts for several programmes, and each
 * programme writes to its own.
 */
export function contactsInProgramme(contacts: readonly Contact[], { roles }: Programme): Contact[] {
  return contacts.filter(({ role }) => roles.some(({ id }) => id === role));
}

/** Tells whether a contact belongs to the body. Revisit puts only their words into a return. */
export function isInsideBody({ part }: Contact): boolean {
  return part !== 'outside';
}

/** Tells whether two contacts are one person. They are if mail for both goes to one address. */
export function isSamePerson(left: Contact, right: Contact): boolean {
  return left.email.toLowerCase() === right.email.toLowerCase();
}
