import type { FollowUp } from '../../domain/follow-up.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { Programmes } from '../../ports/programmes.ts';

/**
 * Returns the version of the programme that a follow-up began with. Later versions do not change its dates.
 *
 * @throws ServiceError `stored-data` if nobody knows that version.
 */
export async function programmeOf(
  { programmes }: { readonly programmes: Programmes },
  { id, programmeId, policyVersion }: Pick<FollowUp, 'id' | 'programmeId' | 'policyVersion'>,
): Promise<Programme> {
  const programme = await programmes.version(programmeId, policyVersion);
  if (programme !== undefined) return programme;
  throw new ServiceError(
    'stored-data',
    `${id} names version ${policyVersion} of the programme ${programmeId}, which does not exist.`,
  );
}
