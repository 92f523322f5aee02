import type { FollowUp } from '../follow-up.ts';
import { isOpen, type Recommendation } from '../recommendation.ts';

/** A follow-up is closed once its revisit was held and every recommendation has its outcome. */
export function closedWhereDone(followUp: FollowUp, recommendations: readonly Recommendation[]): FollowUp {
  const isHeld = followUp.visits.some(({ held }) => held !== undefined);
  const isSettled = recommendations.length > 0 && !recommendations.some(isOpen);
  return followUp.state === 'open' && isHeld && isSettled ? { ...followUp, state: 'closed' } : followUp;
}
