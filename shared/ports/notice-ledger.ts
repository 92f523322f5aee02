import type { Instant, PlainDate } from '../domain/dates.ts';
import type { Link, ReplyAlias } from '../domain/link.ts';
import type { Notice, NoticeFactName, NoticeKey } from '../domain/notice.ts';
import type { RungId } from '../domain/rungs.ts';

/** What one email stands for: every notice it carries, claimed together or not at all. */
export interface Claim {
  readonly mailId: string;
  /** One run of one sender; a repeated write of its own is recognised by it. */
  readonly claimant: string;
  readonly at: Instant;
  readonly forceId: string;
  readonly recipientId: string;
  readonly notices: readonly {
    readonly key: NoticeKey;
    readonly rungId: RungId;
    readonly answerBy?: PlainDate;
  }[];
  /** The follow-ups as they were read: whoever changed one meanwhile makes the decision stale. */
  readonly followUps: readonly { readonly id: string; readonly version: number }[];
  readonly links: readonly Link[];
  readonly replyAlias?: ReplyAlias;
}

/** A claim is one transaction, and DynamoDB takes at most 100 parts in one. */
export const MOST_PARTS_OF_CLAIM = 100;

/** The parts of a claim: the mail, its reply alias, a part for each follow-up and notice, and two for each link. */
export function partsOfClaim(count: { followUps: number; notices: number; links: number }): number {
  return 2 + count.followUps + count.notices + 2 * count.links;
}

/**
 * `claimed`: ours, send now. `taken`: another sender has it, leave it. `stale`: a follow-up changed, decide again.
 */
export type ClaimOutcome = 'claimed' | 'taken' | 'stale';

/** What mail events and replies need to know of an email that was claimed. */
export interface ClaimedMail {
  readonly mailId: string;
  readonly forceId: string;
  readonly recipientId: string;
  readonly keys: readonly NoticeKey[];
  readonly claimant: string;
  readonly claimedAt: Instant;
  readonly sesMessageId?: string;
}

export interface NoticeLedger {
  claim(claim: Claim): Promise<ClaimOutcome>;
  /** Gives back a claim of which it is certain that nothing was sent. */
  release(claim: Claim): Promise<void>;
  /** Adds a fact to every notice of an email; in any order, any number of times, the outcome is the same. */
  record(record: {
    mailId: string;
    fact: NoticeFactName;
    at: Instant;
    sesMessageId?: string;
    reason?: string;
  }): Promise<ClaimedMail | undefined>;
  /** Adds a fact to one notice, e.g. `unknown` when its sender died, or `resendAsked` for a further attempt. */
  recordNotice(record: { notice: Notice; fact: NoticeFactName; at: Instant; reason?: string }): Promise<void>;
  /** Writes rungs that will not be sent, where the ledger has no entry yet. */
  skip(skips: readonly { key: NoticeKey; rungId: RungId; reason: string }[], at: Instant): Promise<void>;
  /** Writes a notice whose facts are known without a claim of ours, where the ledger has no entry yet. */
  enter(notice: Notice): Promise<void>;
  find(key: NoticeKey): Promise<Notice | undefined>;
  findMail(mailId: string): Promise<ClaimedMail | undefined>;
  /** Notices that a human must see, the oldest first: all, or those that became so at an instant or after it. */
  problems(since?: Instant): Promise<Notice[]>;
}
