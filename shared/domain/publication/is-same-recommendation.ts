import type { Recommendation } from '../recommendation.ts';

/** Tells whether two recommendations are the same in the report. What happened to them later does not count. */
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
