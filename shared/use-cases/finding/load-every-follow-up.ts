import type { FollowUp } from '../../domain/follow-up.ts';
import type { Body } from '../../domain/body.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { runInBatches } from './run-in-batches.ts';

/** Returns every follow-up with its body, in every state. Sorts by body, then newest publication first. */
export async function loadEveryFollowUp({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): Promise<{ followUp: FollowUp; body: Body }[]> {
  const bodies = await people.bodies();
  const read = await runInBatches(bodies, async (body) =>
    (await followUps.ofBody(body.id)).map((followUp) => ({ followUp, body })),
  );
  return read.flat();
}
