import type { Force } from '../../domain/force.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { runInBatches } from './run-in-batches.ts';

/**
 * Yields every open follow-up with its force. Reads force by force, without the attention index. This also finds a
 * follow-up that is missing from that index.
 */
export async function* loadOpenRecords({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): AsyncGenerator<{ record: LoadedFollowUp; force: Force }> {
  for (const force of await people.forces()) {
    const open = (await followUps.ofForce(force.id)).filter(({ state }) => state === 'open');
    for (const record of await runInBatches(open, ({ id }) => followUps.load(id))) yield { record, force };
  }
}
