import type { Contact } from '../contact.ts';
import type { StaffMember } from '../staff-member.ts';

/** Whom an email goes to: somebody at a force or its local policing body, or one of the inspectorate's own people. */
export type Recipient =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'staff'; readonly staff: StaffMember };

export function recipientPerson(recipient: Recipient): Contact | StaffMember {
  return recipient.kind === 'contact' ? recipient.contact : recipient.staff;
}

export function recipientId(recipient: Recipient): string {
  return recipientPerson(recipient).id;
}

/** As an email is addressed. */
export function recipientAddress(recipient: Recipient): { name: string; address: string } {
  const { name, email } = recipientPerson(recipient);
  return { name, address: email };
}

/** The same for everybody who reads mail at one address. */
export function mailboxOf(recipient: Recipient): string {
  return recipientPerson(recipient).email.toLowerCase();
}

/** Undefined for one of the inspectorate's own people. */
export function contactOf(recipient: Recipient): Contact | undefined {
  return recipient.kind === 'contact' ? recipient.contact : undefined;
}
