import type { Instant } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Handover } from '../../domain/form/form.ts';
import type { Round } from '../../domain/round.ts';
import type { LoadedFollowUp } from '../../ports/follow-ups.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import type { HandoverDependencies } from './handover-scene.ts';

type WaitingHandovers = NonNullable<Round['handoversAsked']>;

interface HandoverRecord {
  readonly at: Instant;
  readonly by: string;
  readonly action: string;
  readonly summary: string;
  readonly record: LoadedFollowUp;
  /** The round as it was read, and what then waits for the owner in it. */
  readonly round?: Round;
  readonly waiting: (before: WaitingHandovers) => WaitingHandovers;
}

/** The round of a handover without it among those that wait for the owner. */
export function noLongerWaiting(
  { id, round }: Handover,
  { rounds }: LoadedFollowUp,
): Pick<HandoverRecord, 'round' | 'waiting'> {
  return {
    round: rounds.find((one) => one.id === round),
    waiting: (before) => before.filter((one) => one.id !== id),
  };
}

/** Writes who did what, and in the round what waits for the owner, whatever else happens at the same time. */
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
