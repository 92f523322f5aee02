import type { Instant, PlainDate } from './dates.ts';
import type { MilestoneId } from './programme.ts';
import type { Notice } from './notice.ts';
import type { ToldByPhone } from './statement.ts';
import type { Visit } from './visit.ts';
import type { Recommendation } from './recommendation.ts';
import type { Round } from './round.ts';

/** Everything that follows from one publication. Its id looks like `essex-ncpi-2016-03-08`. */
export interface FollowUp {
  readonly id: string;
  readonly forceId: string;
  readonly programmeId: string;
  /** The version of the programme at publication. With it, Revisit can explain a date years later. */
  readonly policyVersion: number;
  readonly publishedOn: PlainDate;
  /**
   * The first day on which the report may have been published, if its day is not known. `publishedOn` is then the last
   * such day. Only history is recorded in this way, because no clock can run from it.
   */
  readonly publishedFrom?: PlainDate;
  readonly reportTitle: string;
  readonly reportUrl?: string;
  /** The source of the publication date. Web pages show the date of a re-publication, but the original date counts. */
  readonly source?: string;
  /** What is known about the follow-up of an older report, in the words of its source. */
  readonly knownFollowUp?: string;
  /** The member of the inspectorate's team responsible for the follow-up. */
  readonly ownerId?: string;
  readonly state: FollowUpState;
  /** The revised due dates. Revisit works out the original date from the publication and never overwrites it. */
  readonly revisions: readonly DueDateRevision[];
  /** What people were told by telephone after a change. */
  readonly toldByPhone?: readonly ToldByPhone[] | undefined;
  /** The periods when this follow-up's clocks are stopped. */
  readonly pauses: readonly Suspension[];
  readonly visits: readonly Visit[];
  /**
   * The days that somebody recorded, by what the programme calls them: a day that clocks count from, the date that a
   * report gives for a milestone, or the day when a step was done (`<milestone>/done`).
   */
  readonly recordedDays?: Readonly<Record<string, PlainDate>>;
  /** Why the revisit was late, if someone has given a reason. */
  readonly lateReason?: string;
  readonly localPolicingBodyComments?: { readonly receivedOn: PlainDate; readonly url?: string };
  readonly followUpDecision?: FollowUpDecision;
  /** Why and when the follow-up was withdrawn. */
  readonly withdrawal?: { readonly on: PlainDate; readonly reason: string };
  /** Why and when somebody closed the follow-up. Absent if it closed by itself, with its last recommendation. */
  readonly closing?: Closing;
  /** True for an invented body. Revisit marks the follow-up SIMULATED everywhere it shows it. */
  readonly simulated: boolean;
  /** Emails may go from this instant on. `publish confirm` or `release` sets it. Before it, no notice is owed. */
  readonly releasedAt?: Instant;
  /**
   * True if the release asked Revisit to catch up. Revisit then also asks for rounds whose date passed before the
   * release.
   */
  readonly catchesUp?: boolean;
  /** The optimistic lock. Every change adds one. */
  readonly version: number;
}

/**
 * `prepared` means that the report is not published yet. `staged` means imported but not released. `open` means that
 * its clocks run. `withdrawn` means ended with a reason, as if nothing was ever owed. `closed` means that nothing more
 * follows: the revisit was held and every recommendation is closed, or somebody closed it and said why.
 */
export type FollowUpState = 'prepared' | 'staged' | 'open' | 'withdrawn' | 'closed';

export interface Closing {
  readonly on: PlainDate;
  readonly reason: string;
  /**
   * True if all of it was over before Revisit knew of it. Nothing was ever owed for it. Without a recorded visit,
   * nobody can tell whether the revisit was in time.
   */
  readonly isHistory?: true;
}

export interface DueDateRevision {
  readonly milestone: MilestoneId;
  readonly revisedDueOn: PlainDate;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

/** A period when clocks are stopped. `to` is the first day when they run again. It is absent if no end is known. */
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

/** The most parts that one transaction may have. Revisit makes each change to a follow-up in one transaction. */
export const MAX_TRANSACTION_PARTS = 100;

/** The most of those parts that recommendations may use. One change may affect every recommendation. */
export const MAX_RECOMMENDATIONS = 90;

/** All the data that a decision about one follow-up reads. It includes no answers and no audit entries. */
export interface FollowUpRecord {
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
  readonly rounds: readonly Round[];
  readonly notices: readonly Notice[];
}

/** Returns the id of a follow-up, such as `essex-ncpi-2016-03-08`. */
export function followUpId({
  forceId,
  programmeId,
  publishedOn,
  publishedFrom,
}: {
  forceId: string;
  programmeId: string;
  publishedOn: PlainDate;
  publishedFrom?: PlainDate | undefined;
}): string {
  return `${forceId}-${programmeId}-${writeKnown({ publishedOn, publishedFrom })}`;
}

/** Writes a day of publication as far as it is known: `2016-03-08`, or `2016-03` or `2016` if its day is not known. */
export function writeKnown({
  publishedOn,
  publishedFrom,
}: {
  readonly publishedOn: PlainDate;
  readonly publishedFrom?: PlainDate | undefined;
}): string {
  if (publishedFrom === undefined) return publishedOn.toString();
  return publishedFrom.month === publishedOn.month
    ? publishedOn.toPlainYearMonth().toString()
    : String(publishedOn.year);
}
