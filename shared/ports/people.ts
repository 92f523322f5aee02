import type { AuditEntry } from '../domain/audit.ts';
import type { Instant } from '../domain/dates.ts';
import type { Body } from '../domain/body.ts';
import type { StaffMember } from '../domain/staff-member.ts';
import type { Contact, ContactAbsence } from '../domain/contact.ts';

/** Bodies, their contacts, and the inspectorate's staff. */
export interface People {
  bodies(): Promise<Body[]>;
  body(id: string): Promise<Body | undefined>;
  /** Writes a body. @throws ServiceError `recorded-already` if the id exists and `replace` is false. */
  putBody(body: Body, options: { replace: boolean }): Promise<void>;
  /**
   * Writes new and changed bodies with one audit record each, in transactions of 50 bodies. After a failure the earlier
   * transactions stay. The same import again writes the rest.
   */
  putBodies(bodies: readonly Body[], audit: AuditEntry): Promise<void>;
  contacts(forceId: string): Promise<Contact[]>;
  /**
   * Writes a contact with its audit record. A new contact has version 1. A changed contact has the version that was
   * read.
   *
   * @throws ServiceError `recorded-already` if a new contact exists, `race` if someone changed a contact since it was
   * read.
   */
  putContact(contact: Contact, change: { isNew: boolean; audit: AuditEntry }): Promise<void>;
  /** Removes a contact. @throws ServiceError `race` if someone changed the contact since it was read. */
  removeContact(contact: Contact, audit: AuditEntry): Promise<void>;
  /** Returns what happened to a body and its contacts, oldest first. */
  bodyAudit(forceId: string): Promise<AuditEntry[]>;
  /** Marks an address that cannot be reached. Idempotent, and the first reason stays. */
  markUnreachable(mark: {
    forceId: string;
    contactId: string;
    since: Instant;
    reason: 'bounced' | 'complained' | 'suppressed';
  }): Promise<void>;
  /**
   * Records what an automatic reply said. A later reply replaces an earlier one. If the text of the recorded reply is
   * unknown, any reply replaces it.
   */
  markAway(mark: { forceId: string; contactId: string; away: ContactAbsence }): Promise<void>;
  staff(): Promise<StaffMember[]>;
  putStaffMember(member: StaffMember): Promise<void>;
  /** Removes a member of staff. Idempotent. */
  removeStaffMember(id: string): Promise<void>;
}
