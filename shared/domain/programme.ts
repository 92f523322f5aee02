import type { PlainDate } from './dates.ts';
import type { LadderRungId } from './rungs.ts';

/**
 * A kind of inspection with its own milestones and ladder. A programme is data. contracts/programme.ts checks the data
 * that an admin supplies. programmes/ncpi.ts is the first programme.
 */
export interface Programme {
  readonly id: string;
  /** Goes up with every change of the data. Each follow-up stores it, so Revisit can explain a date years later. */
  readonly version: number;
  readonly name: string;
  /** What the report is about, as in a sentence, such as "child protection". */
  readonly subject: string;
  /** Emails leave between these two London clock times on a sending day. */
  readonly sendingHours: { readonly from: ClockTime; readonly until: ClockTime };
  /** The working days that a force gets to answer a late request. */
  readonly lateRequestWorkingDays: number;
  /** The working days that the owner gets to read a return. */
  readonly readingWorkingDays: number;
  /**
   * For how many working days a force may change a return. They start after the due date, or after the return came in
   * if that is later.
   */
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
  // Not a milestone of a report. It stands for the inspectorate's own week, because its digest and assurance emails are
  // notices too.
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
  /** The name as in a sentence, such as "six-week response". */
  readonly name: string;
  readonly due: DueRule;
  /** The source of the rule. Revisit quotes it to people who ask why. */
  readonly ground: string;
  /** True if the date is the product's default and no outside rule sets it. */
  readonly policy: boolean;
  readonly actor: 'force' | 'local-policing-body' | 'inspectorate';
  /** The milestone exists only for reports published on or after this day. */
  readonly publishedFrom?: PlainDate;
  /** False for a statutory date, which no suspension, extension or pause can move. */
  readonly movable: boolean;
  /** Which recommendations a round asks about. */
  readonly asksAbout?: 'all' | 'open-and-due' | 'open';
  readonly rungs: readonly RungRule[];
}

export type DueRule =
  | { readonly after: 'publication'; readonly days: number }
  | { readonly after: 'publication'; readonly months: number }
  /** "56 days beginning with publication day". That day is the first of the 56, so the last is 55 days after it. */
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
/** A role that a contact at a force holds between two dates. */
export type Role = (typeof roles)[number];

/** One step of a milestone's ladder. */
export interface RungRule {
  readonly id: LadderRungId;
  readonly kind: RungKind;
  readonly at: RungTime;
  /** Who the rung is addressed to. The liaison mailbox gets a copy of everything that goes to the force. */
  readonly to: readonly (Role | 'owner' | 'programme-head')[];
  /**
   * How many working days must pass before this rung may go. They start when the recipient's mail system accepts the
   * round's request.
   */
  readonly requestAcceptedWorkingDays?: number;
  /** True for an inspectorate task that comes back every week until it is done. */
  readonly weekly?: boolean;
}

/**
 * `information` gives dates. `request` opens a round. `reminder` comes before the due date and is pointless after it.
 * `chaser` comes after the due date. `task` is work for the inspectorate. Tasks appear on the desk and in the Monday
 * digest.
 */
export type RungKind = 'information' | 'request' | 'reminder' | 'chaser' | 'task';

/**
 * When a rung falls. It is a number of days or working days from publication, from the milestone's due date or from the
 * revisit's due date.
 */
export interface RungTime {
  readonly from: 'publication' | 'due' | 'revisit';
  readonly days?: number;
  readonly workingDays?: number;
}
