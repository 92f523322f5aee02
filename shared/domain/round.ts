import type { Instant, PlainDate } from './dates.ts';
import type { RoundId } from './programme.ts';

/** What became of one round; written when something happens in it. */
export interface Round {
  readonly id: RoundId;
  /** Recommendations for which the draft holds a complete answer. */
  readonly savedAnswers: readonly number[];
  readonly returns: readonly ReturnSummary[];
  readonly acceptedAt?: Instant;
  readonly moreTime?: MoreTimeRequest;
  readonly sentAnotherWay?: { readonly saidAt: Instant; readonly by: string; readonly how: string };
  readonly askedAgain?: AskedAgain;
  /** When somebody last rang the force about it. */
  readonly rangAt?: Instant;
  /** Requests to pass it to somebody of another mail domain that wait for the owner's answer. */
  readonly handoversAsked?: readonly HandoverAsked[];
  /** The optimistic lock of the round: every change raises it by one. */
  readonly version: number;
}

export interface HandoverAsked {
  readonly id: string;
  readonly toName: string;
  readonly askedAt: Instant;
}

/** What the decisions need of a return; its answers are kept apart, in the history. */
export interface ReturnSummary {
  readonly version: number;
  readonly reference: string;
  readonly receivedAt: Instant;
  /** The contact who sent it; absent for a return recorded by the inspectorate. */
  readonly contactId?: string;
  readonly how: 'form' | 'letter' | 'email' | 'other';
  readonly answered: number;
  readonly asked: number;
  /** For the owner, never shown to the force as a grade. */
  readonly flags: readonly string[];
}

/** While it has no answer the ladder waits. Granting it also writes a `DueDateRevision`: that is what moves the date. */
export interface MoreTimeRequest {
  readonly askedAt: Instant;
  readonly by: string;
  readonly until: PlainDate;
  readonly reason: string;
  readonly answer?: { readonly granted: boolean; readonly at: Instant; readonly until?: PlainDate };
}

export interface AskedAgain {
  readonly askedAt: Instant;
  readonly recommendations: readonly number[];
  readonly note: string;
  readonly answerBy: PlainDate;
}
