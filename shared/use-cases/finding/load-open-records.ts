import type { Body } from '../../domain/body.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { runInBatches } from './run-in-batches.ts';

/**
 * Yields every open follow-up with its body. Reads body by body, without the attention index. This also finds a
 * follow-up that is missing from that index.
 */
export async function* loadOpenRecords({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): AsyncGenerator<{ record: LoadedFollowUp; body: Body }> {
  for (const body of await people.bodies()) {
    const open = (await followUps.ofBody(body.id)).filter(({ state }) => state === 'open');
    for (const record of await runInBatches(open, ({ id }) => followUps.load(id))) yield { record, body };
  }
}
