import type { Instant } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Handover } from '../../domain/form/form.ts';
import type { Round } from '../../domain/round.ts';
import type { LoadedFollowUp } from '../../ports/follow-ups.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import type { HandoverDependencies } from './handover-context.ts';

type WaitingHandovers = NonNullable<Round['handoversAsked']>;

interface HandoverRecord {
  readonly at: Instant;
  readonly by: string;
  readonly action: string;
  readonly summary: string;
  readonly record: LoadedFollowUp;
  /** The round as it was read. `waiting` changes its list of handovers that wait for the owner. */
  readonly round?: Round;
  readonly waiting: (before: WaitingHandovers) => WaitingHandovers;
}

/** Returns the handover's round, and a change that removes the handover from those that wait for the owner. */
export function stopWaiting(
  { id, round }: Handover,
  { rounds }: LoadedFollowUp,
): Pick<HandoverRecord, 'round' | 'waiting'> {
  return {
    round: rounds.find((one) => one.id === round),
    waiting: (before) => before.filter((one) => one.id !== id),
  };
}

/**
 * Writes who did what to the audit. Also updates the round's list of handovers that wait for the owner. Tries again if
 * someone else changes the follow-up at the same time.
 */
export async function recordHandover(
  { followUps }: HandoverDependencies,
  { record, round: read, waiting, ...entry }: HandoverRecord,
): Promise<FollowUp> {
  return retryOnConflict(async (isAgain) => {
    const { followUp: before, rounds } = isAgain ? await followUps.load(record.followUp.id) : record;
    const round = rounds.find(({ id }) => id === read?.id) ?? read;
    const waited = round?.handoversAsked ?? [];
    const waits = waiting(waited);
    const changed =
      round === undefined || waits.length === waited.length ? [] : [{ ...round, handoversAsked: waits }];
    return followUps.change({ before, rounds: changed, audit: entry });
  });
}
