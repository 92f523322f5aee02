import type { Instant } from './dates.ts';
import type { RoundId } from './programme.ts';

/** A telephone call about a follow-up: who spoke with whom, and what was said. Append-only. */
export interface Call {
  readonly at: Instant;
  /** Whom of the force; absent where they are no contact of ours. */
  readonly contactId?: string;
  /** Who of the inspectorate. */
  readonly staffId?: string;
  readonly theyRang: boolean;
  readonly note: string;
  readonly recordedBy: string;
}

/** A force's return as it was sent: append-only, each version kept. */
export interface ReturnBody {
  readonly followUpId: string;
  readonly round: RoundId;
  readonly version: number;
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly how: 'form' | 'letter' | 'email' | 'other';
  readonly contactId?: string;
  /** Who approved the answers, as they said; a letter may not say. */
  readonly approvedBy?: { readonly name: string; readonly rank: string; readonly on: string };
  /** The answers by recommendation number, exactly as typed; their form is the return's, checked where they are written. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Answers for the whole: officer responsible, anything we should know, contacts. */
  readonly whole: Readonly<Record<string, unknown>>;
}
