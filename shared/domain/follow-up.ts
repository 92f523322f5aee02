import type { Temporal } from 'temporal-polyfill';
import type { Instant, PlainDate } from './dates.ts';
import type { MilestoneId, Role, RoundId } from './programme.ts';
import type { Notice } from './notice.ts';

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

/** The revisit as booked, moved, held, announced and reported. Visit dates and report dates are kept apart. */
export interface Visit {
  readonly id: string;
  readonly booked?: { readonly firstOn: PlainDate; readonly lastOn: PlainDate };
  readonly moves: readonly {
    readonly from: PlainDate;
    readonly reason: string;
    readonly recordedAt: Instant;
  }[];
  readonly held?: HeldVisit;
  /** Booked dates are confidential until a person announces them. */
  readonly announcedAt?: Instant;
  readonly report?: { readonly publishedOn: PlainDate; readonly url?: string };
}

/** Days where they are known; past visits may be known only to the month. */
export type HeldVisit =
  | { readonly precision: 'day'; readonly firstOn: PlainDate; readonly lastOn: PlainDate }
  | { readonly precision: 'month'; readonly month: Temporal.PlainYearMonth };

/** A change of a follow-up is one transaction of at most 100 parts, and may be about each of its recommendations. */
export const MOST_RECOMMENDATIONS = 90;

export interface Recommendation {
  readonly number: number;
  readonly title: string;
  /** The exact wording of the report, where it was recorded. */
  readonly wording?: string;
  readonly page?: number;
  readonly timescale?: Timescale;
  readonly addressee: 'force' | 'local-policing-body' | 'other';
  /** Said where it is shown: the timescale is illustrative and not the report's. */
  readonly illustrative: boolean;
  readonly outcome?: RecommendationOutcome;
  /** The inspectorate's own view, kept apart from the force's; newest last. */
  readonly judgements: readonly Judgement[];
}

export type Timescale = 'immediately' | 'within three months' | 'within six months';

export interface RecommendationOutcome {
  readonly kind: 'closed' | 'carried' | 'superseded';
  readonly on: PlainDate;
  /** The report that carries it on, or supersedes it. */
  readonly report?: string;
}

export interface Judgement {
  readonly view: 'open' | 'closed' | 'open-differs';
  readonly note?: string;
  readonly on: PlainDate;
  readonly by: string;
}

/** What became of one round; written when something happens in it. */
export interface Round {
  readonly id: RoundId;
  /** Recommendations for which the draft holds a complete answer. */
  readonly savedAnswers: readonly number[];
  readonly returns: readonly ReturnSummary[];
  readonly acceptedAt?: Instant;
  readonly moreTime?: MoreTimeRequest;
  readonly sentAnotherWay?: { readonly saidAt: Instant; readonly by: string; readonly how: string };
  readonly askedAgain?: AskedAgain;
  /** When somebody last rang the force about it. */
  readonly rangAt?: Instant;
  /** Requests to pass it to somebody of another mail domain that wait for the owner's answer. */
  readonly handoversAsked?: readonly HandoverAsked[];
  /** The optimistic lock of the round: every change raises it by one. */
  readonly version: number;
}

export interface HandoverAsked {
  readonly id: string;
  readonly toName: string;
  readonly askedAt: Instant;
}

/** What the decisions need of a return; its answers are kept apart, in the history. */
export interface ReturnSummary {
  readonly version: number;
  readonly reference: string;
  readonly receivedAt: Instant;
  /** The contact who sent it; absent for a return recorded by the inspectorate. */
  readonly contactId?: string;
  readonly how: 'form' | 'letter' | 'email' | 'other';
  readonly answered: number;
  readonly asked: number;
  /** For the owner, never shown to the force as a grade. */
  readonly flags: readonly string[];
}

/** While it has no answer the ladder waits. Granting it also writes a `DueDateRevision`: that is what moves the date. */
export interface MoreTimeRequest {
  readonly askedAt: Instant;
  readonly by: string;
  readonly until: PlainDate;
  readonly reason: string;
  readonly answer?: { readonly granted: boolean; readonly at: Instant; readonly until?: PlainDate };
}

export interface AskedAgain {
  readonly askedAt: Instant;
  readonly recommendations: readonly number[];
  readonly note: string;
  readonly answerBy: PlainDate;
}

/** A person or mailbox of a force, in one role between two dates. */
export interface Contact {
  readonly id: string;
  readonly forceId: string;
  readonly role: Role;
  /** As addressed: "Chief Superintendent Shaw". */
  readonly name: string;
  readonly email: string;
  readonly from?: PlainDate;
  /** The first day on which the contact no longer holds the role. */
  readonly to?: PlainDate;
  /** Why no mail goes there: a permanent bounce, a complaint, or the suppression list. */
  readonly unreachable?: {
    readonly since: Instant;
    readonly reason: 'bounced' | 'complained' | 'suppressed';
  };
  /** What their last automatic reply said. */
  readonly away?: ContactAbsence;
  readonly version: number;
}

/** An absence as an automatic reply tells it, as far as it does. */
export interface ContactAbsence {
  readonly since: Instant;
  readonly backOn?: PlainDate;
  /** Whom it names to ask meanwhile. */
  readonly standIn?: { readonly name?: string; readonly email?: string };
  /** The mail in the inbox that said so; absent where the mail service told of an automatic reply and kept its text. */
  readonly mailId?: string;
}

/** A member of the inspectorate: an owner of follow-ups, or the programme's head. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly telephone: string;
  readonly role: 'owner' | 'programme-head';
}

export interface Force {
  readonly id: string;
  /** Dated names, oldest first, so that a renamed force keeps its history. */
  readonly names: readonly { readonly name: string; readonly from?: PlainDate }[];
  readonly nation: 'England' | 'Wales';
  readonly region?: string;
  readonly pfaCode?: string;
  readonly simulated: boolean;
}

/** Everything a decision about one follow-up reads, and nothing more: no answers, no audit. */
export interface FollowUpRecord {
  readonly followUp: FollowUp;
  readonly recommendations: readonly Recommendation[];
  readonly rounds: readonly Round[];
  readonly notices: readonly Notice[];
}

/** "Essex" for Essex Police, "Avon and Somerset" for Avon and Somerset Constabulary: how subjects name a force. */
export function shortForceName(name: string): string {
  return name.replace(/ (Police Service|Police|Constabulary)$/u, '');
}

/** The name a force bears on a day. */
export function forceNameOn(force: Force, on: PlainDate): string {
  let current = force.names[0]?.name ?? force.id;
  for (const dated of force.names) {
    if (dated.from === undefined || dated.from.until(on).sign >= 0) current = dated.name;
  }
  return current;
}

/** A recommendation is open until the inspectorate records it closed, carried into another report, or superseded. */
export function isOpen(recommendation: Recommendation): boolean {
  return recommendation.outcome === undefined;
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
