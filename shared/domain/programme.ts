import type { PlainDate } from './dates.ts';
import type { LadderRungId } from './rungs.ts';

/**
 * A programme is a kind of inspection with its own milestones and ladder, held as data: contracts/programme.ts checks
 * what an admin supplies, programmes/ncpi.ts is the first.
 */
export interface Programme {
  readonly id: string;
  /** Raised with every change of the data, and stored with each follow-up, so that a date can be explained years later. */
  readonly version: number;
  readonly name: string;
  /** What the report is called in a sentence: "child protection". */
  readonly subject: string;
  /** Local clock times in London between which emails leave on a sending day. */
  readonly sendingHours: { readonly from: ClockTime; readonly until: ClockTime };
  /** Working days that a late request leaves the force to answer. */
  readonly lateRequestWorkingDays: number;
  /** Working days the owner has to read a return. */
  readonly readingWorkingDays: number;
  /** Working days for which a return may be changed after its due date (or, if later, after it came in). */
  readonly amendingWorkingDays: number;
  readonly milestones: readonly MilestoneRule[];
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

export const milestoneIds = [
  'publication',
  'six-week-response',
  'local-policing-body-comments',
  'choose-follow-up',
  'three-month-update',
  'pre-revisit-update',
  'revisit',
  // No milestone of a report but the inspectorate's own week: its digest and its assurance mail are notices too.
  'week',
] as const;
export type MilestoneId = (typeof milestoneIds)[number];

export const roundIds = ['six-week-response', 'three-month-update', 'pre-revisit-update'] as const;
/** A milestone that asks the force for a return. */
export type RoundId = (typeof roundIds)[number];

export function isRoundId(id: MilestoneId): id is RoundId {
  return roundIds.some((round) => round === id);
}

export interface MilestoneRule {
  readonly id: MilestoneId;
  /** As in a sentence: "six-week response". */
  readonly name: string;
  readonly due: DueRule;
  /** The source of the rule, quoted to people who ask why. */
  readonly ground: string;
  /** True where the date is the product's default and not somebody's rule. */
  readonly policy: boolean;
  readonly actor: 'force' | 'local-policing-body' | 'inspectorate';
  /** Only for reports published on or after this day. */
  readonly publishedFrom?: PlainDate;
  /** False for a statutory date: no suspension, extension or pause moves it. */
  readonly movable: boolean;
  /** For a round: which recommendations it asks about. */
  readonly asksAbout?: 'all' | 'open-and-due' | 'open';
  readonly rungs: readonly RungRule[];
}

export type DueRule =
  | { readonly after: 'publication'; readonly days: number }
  | { readonly after: 'publication'; readonly months: number }
  /** "56 days beginning with publication day": the day itself is the first, so the last is 55 days after it. */
  | { readonly beginningWith: 'publication'; readonly days: number }
  | { readonly before: 'revisit'; readonly days: number };

export const roles = [
  'lead',
  'deputy',
  'sign-off',
  'liaison',
  'chief-officer',
  'local-policing-body',
] as const;
/** A part that a contact of a force plays, between two dates. */
export type Role = (typeof roles)[number];

/** One step of a milestone's ladder. */
export interface RungRule {
  readonly id: LadderRungId;
  readonly kind: RungKind;
  readonly at: RungTime;
  /** Whom the rung addresses; the liaison mailbox is copied on all that goes to the force. */
  readonly to: readonly (Role | 'owner' | 'programme-head')[];
  /** Working days since the round's request was accepted by the recipient's mail system, before this rung may go. */
  readonly requestAcceptedWorkingDays?: number;
  /** For an inspectorate task that comes back every week until it is done. */
  readonly weekly?: boolean;
}

/**
 * `information` tells dates, `request` opens a round, `reminder` comes before its due date and is pointless after,
 * `chaser` comes after it, `task` is the inspectorate's own and appears on the desk and in the Monday digest.
 */
export type RungKind = 'information' | 'request' | 'reminder' | 'chaser' | 'task';

/** When a rung falls: so many days, or working days, from publication or from the milestone's due date. */
export interface RungTime {
  readonly from: 'publication' | 'due' | 'revisit';
  readonly days?: number;
  readonly workingDays?: number;
}
