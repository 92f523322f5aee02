import type { Instant } from './dates.ts';
import type { RoundId } from './programme.ts';

/** A telephone call about a follow-up. It records who spoke and what they said. Calls are append-only. */
export interface Call {
  readonly at: Instant;
  /** The contact at the body. Absent if the person is not one of our contacts. */
  readonly contactId?: string;
  /** The member of the inspectorate who took part. */
  readonly staffId?: string;
  readonly theyRang: boolean;
  readonly note: string;
  readonly recordedBy: string;
}

/** A body's return as it was sent. Returns are append-only, and Revisit keeps every version. */
export interface ReturnBody {
  readonly followUpId: string;
  readonly round: RoundId;
  readonly version: number;
  readonly reference: string;
  readonly receivedAt: Instant;
  /** When somebody pressed Send for these answers, if the code came later. Otherwise absent. */
  readonly sentAt?: Instant;
  readonly how: 'form' | 'letter' | 'email' | 'other';
  readonly contactId?: string;
  /** Who approved the answers, according to the body. A letter may not say. */
  readonly approvedBy?: { readonly name: string; readonly rank: string; readonly on: string };
  /** The answers by recommendation number, exactly as typed. The code that writes a return checks their structure. */
  readonly answers: Readonly<Record<string, unknown>>;
  /**
   * The answers for the whole return. They are about the officer responsible, the contacts and anything else we should
   * know.
   */
  readonly whole: Readonly<Record<string, unknown>>;
}
