import { isInRole, isSamePerson } from '../people/contacts.ts';
import { isAfter, londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { Contact } from '../contact.ts';
import type { ApprovalRequest, FormSession, Handover } from './form.ts';

/** What someone may want to do on the form. */
export type Act =
  /** Read the questions and type answers. */
  | 'answer'
  /** Ask for a code and enter it. */
  | 'prove'
  /** See what another browser saved. */
  | 'see-saved'
  /** Say that the return went another way, or that somebody else should be asked. Both only tell us something. */
  | 'say-sent-another-way'
  | 'say-not-me'
  | 'ask-for-time'
  /** Send the return. */
  | 'send'
  /** Pass the form on, ask an officer to approve, or take that back. */
  | 'change-who-answers';

/** What a browser must have done before the act. Either it opened a personal link, or it also entered a code. */
interface ActRule {
  readonly needs: 'link' | 'code';
  /** Whether the officer who was asked to approve may do it too. */
  readonly approver: boolean;
}

/** The rule for every act. An act without a rule does not compile. */
const rules: Readonly<Record<Act, ActRule>> = {
  answer: { needs: 'link', approver: true },
  prove: { needs: 'link', approver: true },
  'see-saved': { needs: 'code', approver: true },
  'say-sent-another-way': { needs: 'link', approver: false },
  'say-not-me': { needs: 'link', approver: false },
  'ask-for-time': { needs: 'code', approver: false },
  send: { needs: 'code', approver: true },
  'change-who-answers': { needs: 'code', approver: false },
};

export const acts: readonly Act[] = [
  'answer',
  'prove',
  'see-saved',
  'say-sent-another-way',
  'say-not-me',
  'ask-for-time',
  'send',
  'change-who-answers',
];

/**
 * The holder of a link or session. This is the contact who got it, or the officer whom that contact asked to approve.
 */
export type Holder = Pick<FormSession, 'contactId' | 'approvalId' | 'verified'>;

/** The people of a body as they are now. */
export interface PeopleNow {
  readonly contacts: readonly Contact[];
  readonly approvals: readonly ApprovalRequest[];
  readonly today: PlainDate;
}

/**
 * What `mayAct` decides. With `has-left`, the person has lost their role at the body, and the link or session no
 * longer works. With `not-theirs`, only the person who asked for approval may do it.
 */
export type Permission = 'yes' | 'needs-code' | 'has-left' | 'not-theirs';

/** Decides whether the holder of a link or session may do something today. Every route of the form asks it. */
export function mayAct(
  holder: Holder,
  { act, people }: { readonly act: Act; readonly people: PeopleNow },
): Permission {
  if (!isStillAsked(holder, people)) return 'has-left';
  const rule = rules[act];
  if (holder.approvalId !== undefined && !rule.approver) return 'not-theirs';
  return rule.needs === 'code' && !holder.verified ? 'needs-code' : 'yes';
}

/**
 * Tells whether the holder may still act. An officer may act while the approval request is open and the person who made
 * it has a role.
 */
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

/**
 * Tells whether an officer has left. An officer need not be on record. An officer who is on record but no longer has a
 * role has left.
 */
function hasLeft(email: string, { contacts, today }: PeopleNow): boolean {
  const own = contacts.filter((contact) => contact.email.toLowerCase() === email.toLowerCase());
  return own.length > 0 && !own.some((contact) => isInRole(contact, today));
}

/**
 * Tells whether the contact has a role. A body has one lead. If another person became lead later, the earlier lead has
 * lost the role, even if nobody ended it.
 */
function hasRole(contact: Contact, { contacts, today }: PeopleNow): boolean {
  if (!isInRole(contact, today)) return false;
  if (contact.part !== 'answers') return true;
  return !contacts.some(
    (other) =>
      other.part === 'answers' &&
      isInRole(other, today) &&
      isLater(other, contact) &&
      !isSamePerson(other, contact),
  );
}

function isLater({ from }: Contact, than: Contact): boolean {
  return from !== undefined && (than.from === undefined || isAfter(from, than.from));
}

/**
 * Tells whether a lead may still take back what they passed on. They can do so for five working days, while the
 * colleague has the role. If anyone else has changed who answers since then, the lead cannot take it back.
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
  // The handover ended the lead's role on the day when the colleague got it. If the role ended on another day, someone
  // else ended it.
  const endedByHandover = former.to === undefined || (colleague.from?.equals(former.to) ?? false);
  return endedByHandover && hasRole(colleague, { contacts, approvals: [], today });
}
