import type { FollowUp } from '../../domain/follow-up.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';

/**
 * Returns the programme that a follow-up belongs to.
 *
 * @throws ServiceError `stored-data` if that programme does not exist.
 */
export function programmeOf(
  { programmes }: { readonly programmes: ReadonlyMap<string, Programme> },
  { id, programmeId }: Pick<FollowUp, 'id' | 'programmeId'>,
): Programme {
  const programme = programmes.get(programmeId);
  if (programme !== undefined) return programme;
  throw new ServiceError('stored-data', `${id} names the programme ${programmeId}, which does not exist.`);
}
