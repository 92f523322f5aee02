import type { AuditEntry } from '../domain/audit.ts';
import type { Instant } from '../domain/dates.ts';
import type { FollowUp, FollowUpRecord } from '../domain/follow-up.ts';
import type { Round } from '../domain/round.ts';
import type { Recommendation } from '../domain/recommendation.ts';
import type { Call, ReturnBody } from '../domain/history.ts';

/** A change to one follow-up and its parts. Either all of it is written or nothing. */
export interface FollowUpChange {
  /** The follow-up as it was read. The change is refused if someone else changed it since. */
  readonly before: FollowUp;
  /** The new follow-up. The store raises its version. If absent, only the parts below change. */
  readonly after?: FollowUp;
  readonly recommendations?: readonly Recommendation[];
  /** Numbers of recommendations to delete, because a report that is not published yet no longer has them. */
  readonly withoutRecommendations?: readonly number[];
  /** The new rounds. Each has the version that was read, or 0 if it is new. */
  readonly rounds?: readonly Round[];
  readonly returned?: ReturnBody;
  readonly call?: Call;
  /** A change to the follow-up that this one replaces. Both are written in one transaction. */
  readonly replaces?: FollowUpChange;
  readonly audit: AuditEntry;
}

/** A record as it was read. `attentionVersion` rises whenever something happens that may need a new decision. */
export interface LoadedFollowUp extends FollowUpRecord {
  readonly attentionVersion: number;
}

export interface FollowUps {
  /** Reads everything that a decision needs, with strong consistency. @throws ServiceError `not-found`. */
  load(id: string): Promise<LoadedFollowUp>;
  find(id: string): Promise<FollowUp | undefined>;
  /** Returns the follow-ups of a body, newest publication first. */
  ofBody(forceId: string): Promise<FollowUp[]>;
  /** Yields the ids of follow-ups whose attention is due by `now`. The one that waits longest comes first. */
  dueForAttention(now: Instant): AsyncIterable<string>;
  /**
   * Adds a follow-up with its recommendations and its audit record, in one transaction.
   *
   * @returns the follow-up as it is stored.
   * @throws ServiceError `recorded-already` if the follow-up exists, `race` if someone changed the one it replaces.
   */
  add(added: {
    followUp: FollowUp;
    recommendations: readonly Recommendation[];
    /** A change to the follow-up that this one replaces. Both are written in one transaction. */
    replaces?: FollowUpChange;
    audit: AuditEntry;
  }): Promise<FollowUp>;
  /**
   * Writes a change and its audit record in one transaction. The follow-up asks for attention at once.
   *
   * @returns the follow-up as it is stored.
   * @throws ServiceError `race` if someone else changed the follow-up or a round since it was read.
   */
  change(change: FollowUpChange): Promise<FollowUp>;
  /**
   * Sets when to look at the follow-up again. Only the sweep may move this to a later time. Nothing is written if the
   * follow-up changed after the sweep read it.
   *
   * @returns false if the follow-up changed in the meantime. Its attention then stays as that change left it.
   */
  raiseAttention(raise: {
    followUpId: string;
    version: number;
    attentionVersion: number;
    to: Instant | undefined;
  }): Promise<boolean>;
  /**
   * Asks the next sweep to look at the follow-up, because something happened at `now`. It ignores the version, because
   * looking too early does no harm. A sweep that is running now can no longer postpone the next look.
   */
  askForAttention(followUpId: string, now: Instant): Promise<void>;
  audit(followUpId: string): Promise<AuditEntry[]>;
  /** Overwrites a return that was sent. Only an erasure may do this, and only to remove who a person is. */
  redactReturn(body: ReturnBody): Promise<void>;
  /** Returns every version of every return, oldest first. */
  returns(followUpId: string): Promise<ReturnBody[]>;
  /** Returns the recorded telephone calls, oldest first. */
  calls(followUpId: string): Promise<Call[]>;
}
