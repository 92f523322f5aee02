import type { AuditEntry } from '../domain/audit.ts';

/** The histories that belong to no follow-up and no body. */
export type CommonHistory = 'settings' | 'programmes' | 'inbox';

/** The records of who did what. Each change writes its own record. This port reads them, and records what was read. */
export interface Audits {
  /** Records that somebody read what is confidential, in the history of a follow-up or in a common one. */
  recordReading(historyId: string, entry: AuditEntry): Promise<void>;
  /** Returns a common history, oldest first. */
  common(history: CommonHistory): Promise<AuditEntry[]>;
}
