import type { FollowUp } from '../follow-up.ts';
import { isOpen, type Recommendation } from '../recommendation.ts';

/**
 * Closes an open follow-up if its revisit was held and every recommendation has an outcome. Otherwise returns it
 * unchanged.
 */
export function closeIfDone(followUp: FollowUp, recommendations: readonly Recommendation[]): FollowUp {
  const isHeld = followUp.visits.some(({ held }) => held !== undefined);
  const isSettled = recommendations.length > 0 && !recommendations.some(isOpen);
  return followUp.state === 'open' && isHeld && isSettled ? { ...followUp, state: 'closed' } : followUp;
}
