import type { Instant } from './dates.ts';

/**
 * A record of who changed what, when and why. Revisit writes it in the same transaction as the change. It never edits a
 * record.
 */
export interface AuditEntry {
  readonly at: Instant;
  /** The admin, the id of the contact, or the name of the function that made the change. */
  readonly by: string;
  /** The AWS identity of the caller, on a deployed stage. `by` is then only the name that the caller chose. */
  readonly caller?: string;
  /** What was done, such as `publish`, `extend` or `return-submitted`. */
  readonly action: string;
  /** One sentence. It contains no answer and no address. */
  readonly summary: string;
}
