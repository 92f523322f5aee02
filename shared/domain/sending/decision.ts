import type { WorkingCalendar } from '../clocks/calendar.ts';
import type { Instant, PlainDate } from '../dates.ts';
import type { Suspension } from '../follow-up.ts';
import type { StaffMember } from '../staff-member.ts';
import type { Contact } from '../contact.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { Notice, NoticeKey } from '../notice.ts';
import type { Recipient } from './recipient.ts';
import type { MilestoneId, Programme } from '../programme.ts';
import type { RungId } from '../rungs.ts';
import type { WaitReason } from '../returns/waits.ts';

/** The facts that a decision needs besides the follow-up itself. */
export interface DecisionContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  /** Every contact of the body, including contacts who have left. */
  readonly contacts: readonly Contact[];
  readonly owner?: StaffMember;
  readonly now: Instant;
}

/** One email that Revisit owes now. */
export interface OwedNotice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  readonly milestone: Milestone;
  readonly recipient: Recipient;
  /** True for a copy. A copy has the same news as the notice, and asks its recipient for nothing. */
  readonly copy: boolean;
  /** The contact who is asked to answer. A copy names this contact. */
  readonly addressee?: Contact;
  readonly answerBy?: PlainDate;
  /** The numbers of the recommendations that the email asks about. */
  readonly recommendations: readonly number[];
}

/** A rung that Revisit will not send, with the reason. The ledger records it, and people can look the reason up. */
export interface SkippedNotice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  readonly reason: SkipReason;
}

export type SkipReason =
  | 'superseded by a later rung'
  | 'absorbed by a later round'
  | 'past when the follow-up was released'
  | 'nothing is open to ask about'
  | 'the revisit has been held'
  | 'its date had passed before it could be sent'
  | 'nothing calls for it any more';

/** A rung that is due but must wait, with the reason. `until` is the day when the wait ends, if that day is known. */
export interface HeldRung {
  readonly milestone: MilestoneId;
  readonly rungId: RungId;
  readonly reason: HoldReason;
  readonly until?: PlainDate;
}

export type HoldReason =
  | 'answered'
  | 'suspended'
  | 'nothing is open to ask about'
  | WaitReason
  | 'the request was not yet accepted by their mail system'
  | 'the request was accepted too recently'
  | 'the request needs somebody to look at it'
  | 'no emails on the due day'
  | 'nobody who answers there can be reached'
  | 'outside sending hours';

export interface Decision {
  readonly owed: readonly OwedNotice[];
  readonly skipped: readonly SkippedNotice[];
  readonly held: readonly HeldRung[];
  /**
   * Claims whose sender has been silent for longer than the lease and the grace period. Nobody can tell if these emails
   * left.
   */
  readonly lost: readonly Notice[];
  /**
   * When to look at the follow-up again. This may be too early, but it is never too late. It is absent if the passing
   * of time alone cannot make an email due.
   */
  readonly nextAttentionAt?: Instant;
}
