import { isInRole, isSamePerson } from '../people/contacts.ts';
import { isAfter, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { Contact } from '../contact.ts';
import type { ApprovalRequest, FormSession, Handover } from './form.ts';

/** What somebody may want to do on the form. */
export type Act =
  /** Read the questions and type answers. */
  | 'answer'
  /** Ask for a code and enter it. */
  | 'prove'
  /** See what another browser saved. */
  | 'see-saved'
  | 'say-sent-another-way'
  | 'ask-for-time'
  /** Send the return. */
  | 'send'
  /** Pass the form on, ask an officer to approve, or take that back. */
  | 'change-who-answers';

/** What an act asks of a browser: that it opened a personal link, or that it entered a code as well. */
interface ActRule {
  readonly needs: 'link' | 'code';
  /** Whether the officer who was asked to approve may do it too. */
  readonly approver: boolean;
}

/** Every act with its rule. An act without a rule does not compile. */
const rules: Readonly<Record<Act, ActRule>> = {
  answer: { needs: 'link', approver: true },
  prove: { needs: 'link', approver: true },
  'see-saved': { needs: 'code', approver: true },
  'say-sent-another-way': { needs: 'code', approver: false },
  'ask-for-time': { needs: 'code', approver: false },
  send: { needs: 'code', approver: true },
  'change-who-answers': { needs: 'code', approver: false },
};

export const acts: readonly Act[] = [
  'answer',
  'prove',
  'see-saved',
  'say-sent-another-way',
  'ask-for-time',
  'send',
  'change-who-answers',
];

/** Who holds a link or a session: the contact it was given to, or the officer whom that contact asked to approve. */
export type Holder = Pick<FormSession, 'contactId' | 'approvalId' | 'verified'>;

/** The people of a force as they are now. */
export interface PeopleNow {
  readonly contacts: readonly Contact[];
  readonly approvals: readonly ApprovalRequest[];
  readonly today: PlainDate;
}

/**
 * `has-left`: the person has no role at the force today, so the link or session is worth nothing.
 * `not-theirs`: the act is for the person who asked them to approve.
 */
export type Judgement = 'yes' | 'needs-code' | 'has-left' | 'not-theirs';

/** Decides whether the holder of a link or session may do something today. Every route of the form asks it. */
export function mayAct(
  holder: Holder,
  { act, people }: { readonly act: Act; readonly people: PeopleNow },
): Judgement {
  if (!isStillAsked(holder, people)) return 'has-left';
  const rule = rules[act];
  if (holder.approvalId !== undefined && !rule.approver) return 'not-theirs';
  return rule.needs === 'code' && !holder.verified ? 'needs-code' : 'yes';
}

/** An officer may act for as long as their request stands and the person who made it has a role. */
function isStillAsked({ contactId, approvalId }: Holder, people: PeopleNow): boolean {
  const contact = people.contacts.find(({ id }) => id === contactId);
  if (contact === undefined || !hasRole(contact, people)) return false;
  if (approvalId === undefined) return true;
  const approval = people.approvals.find(({ id }) => id === approvalId);
  if (approval === undefined || approval.withdrawnAt !== undefined || approval.askedBy !== contactId) {
    return false;
  }
  return !hasLeft(approval.email, people);
}

/** An officer need not be on record. One who was and has no role any more has left. */
function hasLeft(email: string, { contacts, today }: PeopleNow): boolean {
  const own = contacts.filter((contact) => contact.email.toLowerCase() === email.toLowerCase());
  return own.length > 0 && !own.some((contact) => isInRole(contact, today));
}

/** A force has one lead: a lead whose role another person took later has none, though nobody ended it. */
function hasRole(contact: Contact, { contacts, today }: PeopleNow): boolean {
  if (!isInRole(contact, today)) return false;
  if (contact.role !== 'lead') return true;
  return !contacts.some(
    (other) =>
      other.role === 'lead' &&
      isInRole(other, today) &&
      isLater(other, contact) &&
      !isSamePerson(other, contact),
  );
}

function isLater({ from }: Contact, than: Contact): boolean {
  return from !== undefined && (than.from === undefined || isAfter(from, than.from));
}

/**
 * Whether a lead may still take back what they passed on: within five working days, and only while the colleague has
 * the role. Once anybody else decided who answers, it is theirs to decide again.
 */
export function mayTakeBack(
  handover: Handover,
  { contacts, now }: { readonly contacts: readonly Contact[]; readonly now: Instant },
): boolean {
  const today = londonDate(now);
  if (handover.state !== 'done' || handover.undoUntil === undefined) return false;
  if (isAfter(today, handover.undoUntil)) return false;
  const colleague = contacts.find(({ id }) => id === handover.toContactId);
  const former = contacts.find(({ id }) => id === handover.fromContactId);
  if (colleague === undefined || former === undefined) return false;
  // The handover ended their role on the day on which it gave it to the colleague. Any other end is somebody else's doing.
  const endedByHandover = former.to === undefined || (colleague.from?.equals(former.to) ?? false);
  return endedByHandover && hasRole(colleague, { contacts, approvals: [], today });
}
