import type { Recommendation } from '../../domain/recommendation.ts';
import { ServiceError } from '../../errors.ts';
import type { Scene } from './plan-change.ts';

/** @throws ServiceError `not-found`, with those that there are. */
export function findRecommendation({ record, forceName }: Scene, number: number): Recommendation {
  const { recommendations } = record;
  const found = recommendations.find((recommendation) => recommendation.number === number);
  if (found !== undefined) return found;
  const known = recommendations.map((recommendation) => recommendation.number).join(', ');
  throw new ServiceError(
    'not-found',
    known === ''
      ? `No recommendation of the report on ${forceName} is recorded.`
      : `There is no recommendation ${number}: the report on ${forceName} has ${known}.`,
    { field: 'recommendation' },
  );
}
