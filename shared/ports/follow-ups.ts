import type { AuditEntry } from '../domain/audit.ts';
import type { Instant } from '../domain/dates.ts';
import type { FollowUp, FollowUpRecord } from '../domain/follow-up.ts';
import type { Round } from '../domain/round.ts';
import type { Recommendation } from '../domain/recommendation.ts';
import type { Call, ReturnBody } from '../domain/history.ts';

/** A change of one follow-up and what belongs to it: all of it is written, or none. */
export interface FollowUpChange {
  /** As it was read: the change is refused when somebody changed it meanwhile. */
  readonly before: FollowUp;
  /** As it shall be; its version is raised by the store. Absent: only the parts below change. */
  readonly after?: FollowUp;
  readonly recommendations?: readonly Recommendation[];
  /** Numbers of recommendations to delete: those that a report to come has lost. */
  readonly withoutRecommendations?: readonly number[];
  /** Rounds as they shall be, each with the version under which it was read (0: new). */
  readonly rounds?: readonly Round[];
  readonly returned?: ReturnBody;
  readonly call?: Call;
  /** Another follow-up, whose place this one takes: written in the same transaction. */
  readonly replaces?: FollowUpChange;
  readonly audit: AuditEntry;
}

/** A record as it was read, with what tells whether anything happened since that may call for attention. */
export interface LoadedFollowUp extends FollowUpRecord {
  readonly attentionVersion: number;
}

export interface FollowUps {
  /** Everything a decision reads, consistently. @throws ServiceError `not-found`. */
  load(id: string): Promise<LoadedFollowUp>;
  find(id: string): Promise<FollowUp | undefined>;
  /** A force's follow-ups, newest publication first. */
  ofForce(forceId: string): Promise<FollowUp[]>;
  /** Ids of the follow-ups that asked for attention at or before `now`, the longest waiting first in each shard. */
  dueForAttention(now: Instant): AsyncIterable<string>;
  /** @returns what is stored. @throws ServiceError `conflict` where the follow-up exists. */
  add(added: {
    followUp: FollowUp;
    recommendations: readonly Recommendation[];
    /** Another follow-up, whose place this one takes: written in the same transaction. */
    replaces?: FollowUpChange;
    audit: AuditEntry;
  }): Promise<FollowUp>;
  /**
   * Writes a change with its audit record in one transaction and asks for attention at once.
   *
   * @returns what is stored.
   * @throws ServiceError `conflict` when the follow-up, or a round, was changed since it was read.
   */
  change(change: FollowUpChange): Promise<FollowUp>;
  /**
   * Says when to look again, on condition that nothing happened since the decision's record was read. Only the sweep may raise it.
   *
   * @returns false when the follow-up was changed meanwhile; its attention stands as the change left it.
   */
  raiseAttention(raise: {
    followUpId: string;
    version: number;
    attentionVersion: number;
    to: Instant | undefined;
  }): Promise<boolean>;
  /** Asks for attention at `at` at the latest, whatever the version: what may only ever be too early. */
  lowerAttention(followUpId: string, at: Instant): Promise<void>;
  audit(followUpId: string): Promise<AuditEntry[]>;
  /** Writes over a return that was sent: only an erasure may, and only what says who a person is. */
  redactReturn(body: ReturnBody): Promise<void>;
  /** Every version of every return, oldest first. */
  returns(followUpId: string): Promise<ReturnBody[]>;
  /** Oldest first. */
  calls(followUpId: string): Promise<Call[]>;
}
