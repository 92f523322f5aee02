import type { FollowUp, FollowUpRecord } from '../follow-up.ts';
import type { Recommendation } from '../recommendation.ts';
import { isSameRecommendation } from './is-same-recommendation.ts';

/**
 * Tells whether a publication is the same as a stored one. Running a command twice is not a mistake. Giving the same
 * publication with different details is a mistake.
 */
export function isSamePublication(
  { followUp, recommendations }: Pick<FollowUpRecord, 'followUp' | 'recommendations'>,
  {
    begun,
    publication,
  }: { begun: FollowUp; publication: { readonly recommendations: readonly Recommendation[] } },
): boolean {
  return (
    followUp.ownerId === begun.ownerId &&
    followUp.reportTitle === begun.reportTitle &&
    followUp.reportUrl === begun.reportUrl &&
    followUp.source === begun.source &&
    recommendations.length === publication.recommendations.length &&
    recommendations.every((one, index) => {
      const other = publication.recommendations[index];
      return other !== undefined && isSameRecommendation(one, other);
    })
  );
}
