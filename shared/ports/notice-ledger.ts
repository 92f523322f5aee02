import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Link, ReplyAlias } from '../domain/link.ts';
import type { Notice, NoticeFactName, NoticeKey } from '../domain/notice.ts';
import type { KeptEmail } from '../domain/sending/kept-email.ts';
import type { Statement } from '../domain/statement.ts';
import type { RungId } from '../domain/rungs.ts';

/** One email and all the notices in it. They are claimed together or not at all. */
export interface Claim {
  readonly mailId: string;
  /** Identifies one run of one sender. A sender recognises its own repeated write by it. */
  readonly claimant: string;
  readonly at: Instant;
  readonly forceId: string;
  readonly recipientId: string;
  readonly notices: readonly {
    readonly key: NoticeKey;
    readonly rungId: RungId;
    readonly answerBy?: PlainDate;
    /** What the email states about the notice's follow-up. One notice of each follow-up has it. */
    readonly stated?: readonly Statement[];
  }[];
  /** The follow-ups as they were read. If someone changed one since, the decision is stale. */
  readonly followUps: readonly { readonly id: string; readonly version: number }[];
  readonly links: readonly Link[];
  readonly replyAlias?: ReplyAlias;
  /** The text of the email. It is kept before the mail service gets the email. */
  readonly kept: KeptEmail;
}

/** A claim is one transaction. DynamoDB allows at most 100 parts in a transaction. */
export const MAX_CLAIM_PARTS = 100;

/**
 * Counts the parts of a claim's transaction: the mail, its text, its reply alias, one part for each follow-up and
 * notice, and two for each link.
 */
export function countClaimParts(count: { followUps: number; notices: number; links: number }): number {
  return 3 + count.followUps + count.notices + 2 * count.links;
}

/**
 * What became of a claim.
 *
 * - `claimed`: the claim is ours. Send now.
 * - `taken`: another sender has it. Leave it.
 * - `stale`: a follow-up changed. Decide again.
 */
export type ClaimOutcome = 'claimed' | 'taken' | 'stale';

/** What mail events and replies need to know about a claimed email. */
export interface ClaimedMail {
  readonly mailId: string;
  readonly forceId: string;
  readonly recipientId: string;
  readonly keys: readonly NoticeKey[];
  readonly claimant: string;
  readonly claimedAt: Instant;
}

/** An email that a fact is about. */
export interface RecordedFact {
  readonly mail: ClaimedMail;
  /** False if the ledger knew the fact of every notice already. */
  readonly isNews: boolean;
}

export interface NoticeLedger {
  claim(claim: Claim): Promise<ClaimOutcome>;
  /**
   * Records that the mail service took the email of a claim. It reads nothing back, because a sender knows what it
   * claimed. A mail event that came first is kept.
   */
  accept(claim: Claim, accepted: { at: Instant; sesMessageId: string }): Promise<void>;
  /** Gives a claim back. Call it only if it is certain that nothing was sent. */
  release(claim: Claim): Promise<void>;
  /** Adds a fact to every notice of an email. The order and the number of calls make no difference. */
  record(record: {
    mailId: string;
    fact: NoticeFactName;
    at: Instant;
    sesMessageId?: string;
    reason?: string;
  }): Promise<RecordedFact | undefined>;
  /** Adds a fact to one notice, e.g. `unknown` after its sender died, or `resendAsked` for another attempt. */
  recordNotice(record: { notice: Notice; fact: NoticeFactName; at: Instant; reason?: string }): Promise<void>;
  /** Records rungs that will not be sent. Rungs that have an entry in the ledger keep it. */
  skip(skips: readonly { key: NoticeKey; rungId: RungId; reason: string }[], at: Instant): Promise<void>;
  /** Records a notice that this table never claimed. If the ledger has an entry for it, that entry stays. */
  enter(notice: Notice): Promise<void>;
  find(key: NoticeKey): Promise<Notice | undefined>;
  findMail(mailId: string): Promise<ClaimedMail | undefined>;
  /** Returns the notices that a human must see, oldest first. With `since`, only those that became so since then. */
  problems(since?: Instant): Promise<Notice[]>;
}
