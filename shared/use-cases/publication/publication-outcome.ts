import { inWords } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';

/**
 * What recording a publication comes to, judged against what is stored.
 *
 * `present`: stored with the same particulars, so nothing is written. `added`: new. `updated`: prepared for this day
 * before, now with other particulars. `prepared-again`: its day slipped and slips back. `confirmed`: prepared for this
 * day before, and now out. `reopened`: an admin withdrew it, and takes that back.
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

/** @throws ServiceError where what is stored cannot become what is asked for. */
export function outcomeOf(
  stored: FollowUp | undefined,
  { prepare, reopen }: { prepare: boolean; reopen: boolean },
): PublicationOutcome {
  if (reopen && stored?.withdrawal === undefined) {
    throw new ServiceError(
      'bad-input',
      stored === undefined
        ? 'Nothing is recorded for that day, so nothing was withdrawn. Leave --reopen out.'
        : `${stored.id} is ${stored.state}: nobody withdrew it. Leave --reopen out.`,
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
        `${id} is prepared. Where the report is out: revisit publish confirm ${id}.`,
      );
    case 'staged':
      throw new ServiceError(
        'wrong-state',
        `${id} is staged: an import added it, and nothing was written now. Let it run: revisit release ${id}.`,
      );
    case 'withdrawn':
      if (withdrawal === undefined) return 'prepared-again';
      if (reopen) return 'reopened';
      throw new ServiceError(
        'wrong-state',
        `${id} was withdrawn on ${inWords(withdrawal.on)}: ${withdrawal.reason}. Nothing was written. To take that back and let its emails go on, publish it again with --reopen.`,
      );
    case 'open':
    case 'closed':
      if (!prepare) return 'present';
      throw new ServiceError(
        'wrong-state',
        `${id} is ${state}: its report is out, so it cannot be prepared.`,
      );
  }
}
