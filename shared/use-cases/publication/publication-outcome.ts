import { formatDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';

/**
 * What happens when a publication is recorded, given what is stored.
 *
 * - `present`: It is stored with the same particulars, so nothing is written.
 * - `added`: It is new.
 * - `updated`: It was prepared for this day, and now has other particulars.
 * - `prepared-again`: It moved to another day, and now moves back.
 * - `confirmed`: It was prepared for this day, and the report is now out.
 * - `reopened`: An admin withdrew it, and now undoes the withdrawal.
 */
export const publicationOutcomes = [
  'present',
  'added',
  'updated',
  'prepared-again',
  'confirmed',
  'reopened',
] as const;
export type PublicationOutcome = (typeof publicationOutcomes)[number];

/**
 * Returns what recording the publication does.
 *
 * @throws ServiceError `bad-input` or `wrong-state` if the stored follow-up does not allow it.
 */
export function decideOutcome(
  stored: FollowUp | undefined,
  { prepare, reopen }: { prepare: boolean; reopen: boolean },
): PublicationOutcome {
  if (reopen && stored?.withdrawal === undefined) {
    throw new ServiceError(
      'bad-input',
      stored === undefined
        ? 'Nothing is recorded for that day, so nothing was withdrawn. Leave --reopen out.'
        : `${stored.id} is ${stored.state}. Nobody withdrew it. Leave --reopen out.`,
      { field: 'reopen' },
    );
  }
  if (stored === undefined) return 'added';
  const { id, state, withdrawal } = stored;
  switch (state) {
    case 'prepared':
      if (prepare) return 'updated';
      throw new ServiceError(
        'wrong-state',
        `${id} is prepared. If the report is out, use revisit publish confirm ${id}.`,
      );
    case 'staged':
      throw new ServiceError(
        'wrong-state',
        `${id} is staged, because an import added it. Nothing was written. To start it, use revisit release ${id}.`,
      );
    case 'withdrawn':
      if (withdrawal === undefined) return 'prepared-again';
      if (reopen) return 'reopened';
      throw new ServiceError(
        'wrong-state',
        `${id} was withdrawn on ${formatDate(withdrawal.on)}: ${withdrawal.reason}. Nothing was written. To undo the withdrawal and continue its emails, publish it again with --reopen.`,
      );
    case 'open':
    case 'closed':
      if (!prepare) return 'present';
      throw new ServiceError(
        'wrong-state',
        `${id} is ${state}. Its report is out, so it cannot be prepared.`,
      );
  }
}
