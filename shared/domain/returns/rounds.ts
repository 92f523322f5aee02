import { isAfter, isEarlier, type Instant } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { ReturnSummary, Round, UnconfirmedReturn } from '../round.ts';
import { isOpen, THE_BODY } from '../recommendation.ts';
import type { Milestone } from '../clocks/milestones.ts';
import { findTimescaleEnd } from '../clocks/timescale.ts';

/** Tells whether a round has ended. Its first return ends it, by form, by letter or in any other way. */
export function isAnswered(round: Round | undefined): boolean {
  return round !== undefined && round.returns.length > 0;
}

/**
 * Returns the return that waits for a code. A return that came later by any way, such as a letter, has settled it.
 */
export function findUnconfirmed(round: Round | undefined): UnconfirmedReturn | undefined {
  const { unconfirmed, returns = [] } = round ?? {};
  if (unconfirmed === undefined) return undefined;
  const isSettled = returns.some(({ receivedAt }) => isEarlier(unconfirmed.saidAt, receivedAt));
  return isSettled ? undefined : unconfirmed;
}

/** Returns when the body sent a return. If it confirmed the return with a code later, the press of Send counts. */
export function sentAtOf({ receivedAt, sentAt }: Pick<ReturnSummary, 'receivedAt' | 'sentAt'>): Instant {
  return sentAt ?? receivedAt;
}

export function hasHeldVisit(record: FollowUpRecord): boolean {
  return record.followUp.visits.some((visit) => visit.held !== undefined);
}

/**
 * Returns the numbers of the recommendations that a round asks the body about. They are addressed to the body and
 * still open. A round about what is open and due leaves out those whose timescale ends after its original due date.
 */
export function listRecommendationsAsked(record: FollowUpRecord, milestone: Milestone): number[] {
  const { rule, originalDueOn } = milestone;
  const asksAboutAllOpen = rule.kind !== 'round' || rule.asksAbout !== 'open-and-due';
  return record.recommendations
    .filter((recommendation) => recommendation.addressee === THE_BODY && isOpen(recommendation))
    .filter(({ timescale }) => {
      if (asksAboutAllOpen) return true;
      const endsOn = findTimescaleEnd(timescale, milestone);
      return endsOn === undefined || !isAfter(endsOn, originalDueOn);
    })
    .map((recommendation) => recommendation.number);
}
