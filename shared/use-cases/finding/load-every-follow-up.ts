import type { FollowUp } from '../../domain/follow-up.ts';
import type { Force } from '../../domain/force.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { runInBatches } from './run-in-batches.ts';

/** Returns every follow-up with its force, in every state. Sorts by force, then newest publication first. */
export async function loadEveryFollowUp({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): Promise<{ followUp: FollowUp; force: Force }[]> {
  const forces = await people.forces();
  const read = await runInBatches(forces, async (force) =>
    (await followUps.ofForce(force.id)).map((followUp) => ({ followUp, force })),
  );
  return read.flat();
}
