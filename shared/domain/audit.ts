import type { Instant } from './dates.ts';

/** Who changed what, when and why: written with the change itself, in one transaction, and never changed. */
export interface AuditEntry {
  readonly at: Instant;
  /** The admin, the contact's id, or the function that did it. */
  readonly by: string;
  /** A verb and its object: `publish`, `extend`, `return-submitted`. */
  readonly action: string;
  /** One sentence without an answer and without an address. */
  readonly summary: string;
}
