import { MAX_TRANSACTION_PARTS, type FollowUp } from '../../domain/follow-up.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import { ServiceError } from '../../errors.ts';

/**
 * The other parts of the transaction. These are the publication, the one that it replaces, and their two audit records.
 */
const OTHER_PARTS = 4;

/**
 * Refuses a publication with too many recommendations to add and remove in one transaction.
 *
 * @throws ServiceError `too-large`.
 */
export function refuseTooMany({
  stored,
  recommendations,
  followUp,
}: {
  stored: { readonly recommendations: readonly Recommendation[] } | undefined;
  recommendations: readonly Recommendation[];
  followUp: FollowUp;
}): void {
  const before = stored?.recommendations ?? [];
  const numbers = new Set([...before, ...recommendations].map(({ number }) => number));
  if (numbers.size <= MAX_TRANSACTION_PARTS - OTHER_PARTS) return;
  const added = numbers.size - before.length;
  throw new ServiceError(
    'too-large',
    `${followUp.id} has ${before.length} recommendations. The file has ${added} others, and they cannot all be replaced at once. Nothing was written. First publish it with a file of only one recommendation, then with this one.`,
    { field: 'recommendations' },
  );
}
