import type { Instant, PlainDate } from './dates.ts';
import type { RoundId } from './programme.ts';

/** What has happened in one round. Revisit writes it when something happens in the round. */
export interface Round {
  readonly id: RoundId;
  /** The recommendations that have a complete answer in the draft. */
  readonly savedAnswers: readonly number[];
  readonly returns: readonly ReturnSummary[];
  readonly acceptedAt?: Instant;
  readonly moreTime?: MoreTimeRequest;
  readonly sentAnotherWay?: SentAnotherWay;
  /** Emails from the body about the round, oldest first. */
  readonly mails?: readonly RoundMail[];
  /** The officer who was asked to approve the answers, until they answer or the request is taken back. */
  readonly approvalAsked?: ApprovalAsked | undefined;
  /** The ladder waits until this day, because somebody at the inspectorate said so. */
  readonly waitUntil?: WaitUntil;
  /** Somebody with a link says that they are not the right person to ask. */
  readonly notRightPerson?: { readonly saidAt: Instant; readonly by: string; readonly who?: string };
  /** A return that somebody pressed Send for, but did not confirm with a code. */
  readonly unconfirmed?: UnconfirmedReturn;
  readonly askedAgain?: AskedAgain;
  /** When someone last rang the body about the round. */
  readonly rangAt?: Instant;
  /** Requests to pass the round to someone in another mail domain. They are waiting for the owner to answer. */
  readonly handoversAsked?: readonly HandoverAsked[];
  /** The optimistic lock of the round. Every change adds one. */
  readonly version: number;
}

/** An email from somebody in role at the body, proven to be theirs. */
export interface RoundMail {
  readonly mailId: string;
  readonly receivedAt: Instant;
  /** The contact who wrote it. */
  readonly by: string;
  /**
   * What became of it.
   *
   * - `on-form`: its words are on the form, and count when the body sends them.
   * - `held`: somebody at the inspectorate must read it. The ladder waits for that.
   * - `settled`: somebody at the inspectorate has read it, and it is not on the form.
   */
  readonly state: 'on-form' | 'held' | 'settled';
  /** When somebody at the inspectorate settled it. */
  readonly settledAt?: Instant | undefined;
  /** The recommendations that have its words. */
  readonly recommendations: readonly number[];
  /** How many parts of it are in no answer yet. */
  readonly unplaced: number;
}

/** A more senior officer was asked to approve the answers. */
export interface ApprovalAsked {
  /** The id of the request. */
  readonly id: string;
  readonly askedAt: Instant;
  /** The contact who asked. */
  readonly by: string;
  /** "Assistant Chief Constable Wynn". */
  readonly officer: string;
}

/** Somebody at the inspectorate lets the ladder wait longer than it does by itself. */
export interface WaitUntil {
  /** The ladder goes on after this day. */
  readonly until: PlainDate;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

/** A press of the button Send in a browser without a code. It proves nothing until somebody enters a code. */
export interface UnconfirmedReturn {
  readonly saidAt: Instant;
  /** The contact whose link it was, or who asked the officer whose link it was. */
  readonly by: string;
  /** The officer who was asked to approve the answers, if it was their link. */
  readonly officer?: string;
  readonly approvedBy: { readonly name: string; readonly rank: string; readonly on: string };
  /** The versions of the answers that were sent. If an answer changes, somebody must look at them again. */
  readonly seen: string;
}

/** Somebody says that the return went another way. */
export interface SentAnotherWay {
  readonly saidAt: Instant;
  readonly by: string;
  readonly how: string;
  /** Set if it was said without a code. The owner is told, but the ladder goes on. */
  readonly unproved?: true;
}

export interface HandoverAsked {
  readonly id: string;
  readonly toName: string;
  readonly askedAt: Instant;
}

/** What decisions need to know about a return. The history holds its answers. */
export interface ReturnSummary {
  readonly version: number;
  readonly reference: string;
  readonly receivedAt: Instant;
  /** When somebody pressed Send for these answers, if the code came later. Otherwise absent. */
  readonly sentAt?: Instant;
  /** The contact who sent it. Absent if the inspectorate recorded the return. */
  readonly contactId?: string;
  readonly how: 'form' | 'letter' | 'email' | 'other';
  readonly answered: number;
  readonly asked: number;
  /** Flags for the owner. Revisit never shows them to the body as a grade. */
  readonly flags: readonly string[];
}

/**
 * A request for more time. The ladder waits until the owner answers. If the owner grants it, Revisit also writes a
 * `DueDateRevision`, and this moves the date.
 */
export interface MoreTimeRequest {
  readonly askedAt: Instant;
  readonly by: string;
  readonly until: PlainDate;
  readonly reason: string;
  /** The email that asked for it. Absent if the form did. */
  readonly mailId?: string;
  readonly answer?: { readonly granted: boolean; readonly at: Instant; readonly until?: PlainDate };
}

export interface AskedAgain {
  readonly askedAt: Instant;
  readonly recommendations: readonly number[];
  readonly note: string;
  readonly answerBy: PlainDate;
}
