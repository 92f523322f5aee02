import type { Programme } from '../programme.ts';
import type { FollowUp } from '../follow-up.ts';
import { isOpen, type Recommendation } from '../recommendation.ts';

/**
 * Closes an open follow-up if its visit was held and every recommendation has an outcome. A programme without a visit
 * ends with the recommendations. Otherwise returns it
 * unchanged.
 */
export function closeIfDone(
  followUp: FollowUp,
  { recommendations, programme }: { recommendations: readonly Recommendation[]; programme: Programme },
): FollowUp {
  const isHeld =
    !programme.milestones.some(({ kind }) => kind === 'visit') ||
    followUp.visits.some(({ held }) => held !== undefined);
  const isSettled = recommendations.length > 0 && !recommendations.some(isOpen);
  return followUp.state === 'open' && isHeld && isSettled ? { ...followUp, state: 'closed' } : followUp;
}
