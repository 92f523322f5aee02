import type { HoldReason, SkipReason } from '../decision.ts';
import type { Recipient } from '../recipient.ts';
import type { Instant, PlainDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import type { Notice } from '../../notice.ts';
import type { RungId } from '../../rungs.ts';

/** What one rule of the ladder says. The rules yield verdicts, and `decideNotices` turns them into a decision. */
export type Verdict = Due | Skip | Hold | LookAgain;

/**
 * A notice that its rule calls for. Revisit owes it unless the ledger has settled it, or emails may not leave at this
 * hour.
 */
export interface Due {
  readonly verdict: 'due';
  readonly milestone: Milestone;
  /** The rung as it is written in the key. */
  readonly rung: string;
  readonly rungId: RungId;
  readonly recipient: Recipient;
  readonly copy: boolean;
  readonly addressee?: Contact;
  readonly answerBy?: PlainDate;
  readonly recommendations?: readonly number[];
  /**
   * True if the email may leave at any hour of any day. Such an email answers someone, or tells an owner something that
   * cannot wait for the digest.
   */
  readonly atOnce: boolean;
  /** The ledger's entry for this notice. */
  readonly entry: Notice | undefined;
}

/** A rung that Revisit will not send. The ledger must still record this. */
interface Skip {
  readonly verdict: 'skip';
  readonly milestone: Milestone;
  readonly rung: string;
  readonly rungId: RungId;
  readonly contactId: string;
  readonly reason: SkipReason;
}

/** A rung that has to wait. */
export interface Hold {
  readonly verdict: 'hold';
  readonly milestone: Milestone;
  readonly rungId: RungId;
  readonly reason: HoldReason;
  readonly until?: PlainDate;
}

/** A day in the future. From the hour at which emails leave on that day, the rule may say something else. */
export interface LookAgain {
  readonly verdict: 'look-again';
  readonly on: PlainDate;
}

export function lookAgain(on: PlainDate): LookAgain {
  return { verdict: 'look-again', on };
}

export function hold(
  milestone: Milestone,
  waiting: { rungId: RungId; reason: HoldReason; until?: PlainDate },
): Hold {
  return { verdict: 'hold', milestone, ...waiting };
}

/**
 * Returns an instant in the form that a key can hold, such as `20160520-140500`. Two events on one day get different
 * keys.
 */
export function momentInKey(at: Instant): string {
  return at.toString({ smallestUnit: 'second' }).replace(/[-:Z]/gu, '').replace('T', '-');
}
