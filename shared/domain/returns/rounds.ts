import { correspondingDate, isAfter, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Round } from '../round.ts';
import { isOpen, type Timescale } from '../recommendation.ts';
import type { Milestone } from '../clocks/milestones.ts';

/** A round ends with its first return, however it came. */
export function isAnswered(round: Round | undefined): boolean {
  return round !== undefined && round.returns.length > 0;
}

export function hasHeldVisit(record: FollowUpRecord): boolean {
  return record.followUp.visits.some((visit) => visit.held !== undefined);
}

/**
 * The recommendations a round asks the force about, by number: of those addressed to it the open ones, and in the
 * three-month update only those whose timescale ends by then.
 */
export function recommendationsAsked(record: FollowUpRecord, milestone: Milestone): number[] {
  return record.recommendations
    .filter((recommendation) => recommendation.addressee === 'force' && isOpen(recommendation))
    .filter(
      ({ timescale }) =>
        milestone.rule.asksAbout !== 'open-and-due' ||
        timescale === undefined ||
        !isAfter(timescaleEndsOn(timescale, milestone.publishedOn), milestone.originalDueOn),
    )
    .map((recommendation) => recommendation.number);
}

const MONTHS: Readonly<Record<Timescale, number>> = {
  immediately: 0,
  'within three months': 3,
  'within six months': 6,
};

/** The day by which a recommendation was to be met: "within three months" of 8 March 2016 is 8 June 2016. */
export function timescaleEndsOn(timescale: Timescale, publishedOn: PlainDate): PlainDate {
  return correspondingDate(publishedOn, MONTHS[timescale]);
}
