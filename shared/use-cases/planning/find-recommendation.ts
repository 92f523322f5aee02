import type { Recommendation } from '../../domain/recommendation.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUpForDecision } from './plan-change.ts';

/** Finds a recommendation by its number. @throws ServiceError `not-found`, with the numbers that exist. */
export function findRecommendation(
  { record, bodyName }: FollowUpForDecision,
  number: number,
): Recommendation {
  const { recommendations } = record;
  const found = recommendations.find((recommendation) => recommendation.number === number);
  if (found !== undefined) return found;
  const known = recommendations.map((recommendation) => recommendation.number).join(', ');
  throw new ServiceError(
    'not-found',
    known === ''
      ? `No recommendations are recorded for the report on ${bodyName}.`
      : `There is no recommendation ${number}. The report on ${bodyName} has ${known}.`,
    { field: 'recommendation' },
  );
}
