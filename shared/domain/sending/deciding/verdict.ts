import type { HoldReason, SkipReason } from '../decision.ts';
import type { Recipient } from '../recipient.ts';
import type { Instant, PlainDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import type { Notice } from '../../notice.ts';
import type { RungId } from '../../rungs.ts';

/** What one rule of the ladder says: the rules yield verdicts, and `noticesOwed` makes the decision of them. */
export type Verdict = Due | Skip | Hold | LookAgain;

/** A notice that its rule calls for. It is owed unless the ledger has settled it, or emails may not leave at this hour. */
export interface Due {
  readonly verdict: 'due';
  readonly milestone: Milestone;
  /** As in the key. */
  readonly rung: string;
  readonly rungId: RungId;
  readonly recipient: Recipient;
  readonly copy: boolean;
  readonly addressee?: Contact;
  readonly answerBy?: PlainDate;
  readonly recommendations?: readonly number[];
  /** At any hour of any day: what answers somebody, or tells an owner what a digest would tell too late. */
  readonly atOnce: boolean;
  /** What the ledger knows of it. */
  readonly entry: Notice | undefined;
}

/** A rung that will not be sent any more and has no entry in the ledger yet. */
interface Skip {
  readonly verdict: 'skip';
  readonly milestone: Milestone;
  readonly rung: string;
  readonly rungId: RungId;
  readonly contactId: string;
  readonly reason: SkipReason;
}

/** A rung that waits. */
export interface Hold {
  readonly verdict: 'hold';
  readonly milestone: Milestone;
  readonly rungId: RungId;
  readonly reason: HoldReason;
  readonly until?: PlainDate;
}

/** A day that has not come: from the hour at which emails leave, the rule may say something else. */
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

/** An instant as a key can hold it: `20160520-140500`. Two events of one day are two. */
export function momentInKey(at: Instant): string {
  return at.toString({ smallestUnit: 'second' }).replace(/[-:Z]/gu, '').replace('T', '-');
}
