import type { Instant, PlainDate } from './dates.ts';
import type { MilestoneId } from './programme.ts';
import type { Notice } from './notice.ts';
import type { Visit } from './visit.ts';
import type { Recommendation } from './recommendation.ts';
import type { Round } from './round.ts';

/** Everything from one publication on: id such as `essex-ncpi-2016-03-08`. */
export interface FollowUp {
  readonly id: string;
  readonly forceId: string;
  readonly programmeId: string;
  /** The programme's version at publication, so that a date can be explained years later. */
  readonly policyVersion: number;
  readonly publishedOn: PlainDate;
  readonly reportTitle: string;
  readonly reportUrl?: string;
  /** Where the publication date was taken from; web pages show re-publication dates, the original counts. */
  readonly source?: string;
  /** What is known of the follow-up of an older report, in the words of its source. */
  readonly knownFollowUp?: string;
  /** The member of the inspectorate's team responsible for the follow-up. */
  readonly ownerId?: string;
  readonly state: FollowUpState;
  /** Revised due dates; the original is worked out from the publication and never rewritten. */
  readonly revisions: readonly DueDateRevision[];
  /** Stretches in which this follow-up's clocks stand still. */
  readonly pauses: readonly Suspension[];
  readonly visits: readonly Visit[];
  /** Why the revisit was late, once somebody said so. */
  readonly lateReason?: string;
  readonly localPolicingBodyComments?: { readonly receivedOn: PlainDate; readonly url?: string };
  readonly followUpDecision?: FollowUpDecision;
  /** Why it was withdrawn, and when. */
  readonly withdrawal?: { readonly on: PlainDate; readonly reason: string };
  /** A follow-up of an invented force is stamped SIMULATED wherever it is shown. */
  readonly simulated: boolean;
  /** The instant from which it sends: set by `publish confirm` or `release`; nothing is owed before. */
  readonly releasedAt?: Instant;
  /** True when the release was told to catch up: rounds whose date had passed before it are asked for all the same. */
  readonly catchesUp?: boolean;
  /** The optimistic lock: every change raises it by one. */
  readonly version: number;
}

/**
 * `prepared`: not published yet; `staged`: imported, not released; `open`: its clocks run; `withdrawn`: ended with a
 * reason, as though it never was owed; `closed`: every recommendation is closed and the revisit held.
 */
export type FollowUpState = 'prepared' | 'staged' | 'open' | 'withdrawn' | 'closed';

export interface DueDateRevision {
  readonly milestone: MilestoneId;
  readonly revisedDueOn: PlainDate;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

/** A stretch in which clocks stand still: `to` is the first day on which they run again, absent while it lasts. */
export interface Suspension {
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly reason: string;
}

export interface FollowUpDecision {
  readonly kind: 'light-touch' | 'inspection';
  readonly countsAsRevisit: boolean;
  readonly decidedOn: PlainDate;
}

/** A change of a follow-up is one transaction of at most 100 parts, and may be about each of its recommendations. */
export const MOST_RECOMMENDATIONS = 90;

/** Everything a decision about one follow-up reads, and nothing more: no answers, no audit. */
export interface FollowUpRecord {
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
  readonly rounds: readonly Round[];
  readonly notices: readonly Notice[];
}

/** `essex-ncpi-2016-03-08`. */
export function followUpId({
  forceId,
  programmeId,
  publishedOn,
}: {
  forceId: string;
  programmeId: string;
  publishedOn: PlainDate;
}): string {
  return `${forceId}-${programmeId}-${publishedOn.toString()}`;
}
