import type { Contact } from '../contact.ts';
import type { StaffMember } from '../staff-member.ts';

/** The person who gets an email. They work at a body, at its local policing body or at the inspectorate. */
export type Recipient =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'staff'; readonly staff: StaffMember };

export function recipientPerson(recipient: Recipient): Contact | StaffMember {
  return recipient.kind === 'contact' ? recipient.contact : recipient.staff;
}

export function recipientId(recipient: Recipient): string {
  return recipientPerson(recipient).id;
}

/** Returns the name and address that an email is sent to. */
export function recipientAddress(recipient: Recipient): { name: string; address: string } {
  const { name, email } = recipientPerson(recipient);
  return { name, address: email };
}

/** Returns the mailbox of a recipient. People who read mail at the same address share it. */
export function mailboxOf(recipient: Recipient): string {
  return recipientPerson(recipient).email.toLowerCase();
}

/** Returns the contact, or undefined if the recipient works at the inspectorate. */
export function contactOf(recipient: Recipient): Contact | undefined {
  return recipient.kind === 'contact' ? recipient.contact : undefined;
}
