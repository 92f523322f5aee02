import type { Recommendation } from '../recommendation.ts';

/** Whether two recommendations say the same, as the report words them: what became of them does not count. */
export function isSameRecommendation(left: Recommendation, right: Recommendation): boolean {
  return (
    left.number === right.number &&
    left.title === right.title &&
    left.wording === right.wording &&
    left.page === right.page &&
    left.timescale === right.timescale &&
    left.addressee === right.addressee &&
    left.illustrative === right.illustrative
  );
}
