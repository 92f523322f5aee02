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

/** What a decision needs besides the follow-up itself. */
export interface DecisionContext {
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  /** Every contact of the force, those who have left as well. */
  readonly contacts: readonly Contact[];
  readonly owner?: StaffMember;
  readonly now: Instant;
}

/** One email owed now. */
export interface OwedNotice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  readonly milestone: Milestone;
  readonly recipient: Recipient;
  /** True for a copy: the same news, to somebody of whom nothing is asked. */
  readonly copy: boolean;
  /** Whom the request addresses; a copy says who that is. */
  readonly addressee?: Contact;
  /** The one date in the email. */
  readonly answerBy?: PlainDate;
  /** The recommendations asked about, by number. */
  readonly recommendations: readonly number[];
}

/** A rung that will not be sent any more, with the reason; recorded in the ledger so that nobody wonders. */
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

/** A rung that is due but must wait, and why; `until` where a date is known. */
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
  | 'more time was asked for'
  | 'it was said to have been sent another way'
  | 'the request was not yet accepted by their mail system'
  | 'the request was accepted too recently'
  | 'the request needs somebody to look at it'
  | 'no emails on the due day'
  | 'nobody at the force is reachable'
  | 'outside sending hours';

export interface Decision {
  readonly owed: readonly OwedNotice[];
  readonly skipped: readonly SkippedNotice[];
  readonly held: readonly HeldRung[];
  /** Claims whose sender has been silent for longer than lease and grace: nobody can know whether they went out. */
  readonly lost: readonly Notice[];
  /** When to look again: may be early, never late. Absent: nothing more will ever be owed by the passing of time. */
  readonly nextAttentionAt?: Instant;
}
