import type { AuditEntry } from '../domain/audit.ts';
import type { Instant } from '../domain/dates.ts';
import type { Force } from '../domain/force.ts';
import type { StaffMember } from '../domain/staff-member.ts';
import type { Contact, ContactAbsence } from '../domain/contact.ts';

/** Forces, their contacts, and the inspectorate's staff. */
export interface People {
  forces(): Promise<Force[]>;
  force(id: string): Promise<Force | undefined>;
  /** @throws ServiceError `conflict` where a force of that id exists and `replace` is not set. */
  putForce(force: Force, options: { replace: boolean }): Promise<void>;
  /**
   * Writes forces as they shall be, new or not, with one audit record each: 50 at a time, each of them whole. What was
   * written before a failure stays, and the same import again writes the rest.
   */
  putForces(forces: readonly Force[], audit: AuditEntry): Promise<void>;
  contacts(forceId: string): Promise<Contact[]>;
  /**
   * Writes a contact with its audit record; a new one has version 1, a changed one the version under which it was read.
   *
   * @throws ServiceError `conflict` when it was changed since it was read.
   */
  putContact(contact: Contact, change: { isNew: boolean; audit: AuditEntry }): Promise<void>;
  removeContact(contact: Contact, audit: AuditEntry): Promise<void>;
  /** What happened to a force and its contacts, oldest first. */
  forceAudit(forceId: string): Promise<AuditEntry[]>;
  /** Idempotent: the first reason stands. */
  markUnreachable(mark: {
    forceId: string;
    contactId: string;
    since: Instant;
    reason: 'bounced' | 'complained' | 'suppressed';
  }): Promise<void>;
  /** What an automatic reply said; a later one stands above it, and any above one whose text is unknown. */
  markAway(mark: { forceId: string; contactId: string; away: ContactAbsence }): Promise<void>;
  staff(): Promise<StaffMember[]>;
  putStaffMember(member: StaffMember): Promise<void>;
  /** Any number of times. */
  removeStaffMember(id: string): Promise<void>;
}
