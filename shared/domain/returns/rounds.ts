import { correspondingDate, isAfter, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Round } from '../round.ts';
import { isOpen, THE_BODY, type Timescale } from '../recommendation.ts';
import type { Milestone } from '../clocks/milestones.ts';

/** Tells whether a round has ended. Its first return ends it, by form, by letter or in any other way. */
export function isAnswered(round: Round | undefined): boolean {
  return round !== undefined && round.returns.length > 0;
}

export function hasHeldVisit(record: FollowUpRecord): boolean {
  return record.followUp.visits.some((visit) => visit.held !== undefined);
}

/**
 * Returns the numbers of the recommendations that a round asks the force about. They are addressed to the force and
 * still open. A round about what is open and due leaves out those whose timescale ends after its original due date.
 */
export function listRecommendationsAsked(record: FollowUpRecord, milestone: Milestone): number[] {
  return record.recommendations
    .filter((recommendation) => recommendation.addressee === THE_BODY && isOpen(recommendation))
    .filter(
      ({ timescale }) =>
        milestone.rule.kind !== 'round' ||
        milestone.rule.asksAbout !== 'open-and-due' ||
        timescale === undefined ||
        !isAfter(findTimescaleEnd(timescale, milestone.publishedOn), milestone.originalDueOn),
    )
    .map((recommendation) => recommendation.number);
}

const MONTHS: Readonly<Record<Timescale, number>> = {
  immediately: 0,
  'within three months': 3,
  'within six months': 6,
};

/** Returns the day by which a recommendation had to be met. "Within three months" of 8 March 2016 is 8 June 2016. */
export function findTimescaleEnd(timescale: Timescale, publishedOn: PlainDate): PlainDate {
  return correspondingDate(publishedOn, MONTHS[timescale]);
}
