import type { Force } from '../../domain/force.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { inBatches } from './in-batches.ts';

/**
 * Every follow-up whose clocks run, with its force. It goes by force and not by the attention index, so that a follow-up
 * that fell out of that index is found all the same.
 */
export async function* everyOpenRecord({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): AsyncGenerator<{ record: LoadedFollowUp; force: Force }> {
  for (const force of await people.forces()) {
    const open = (await followUps.ofForce(force.id)).filter(({ state }) => state === 'open');
    for (const record of await inBatches(open, ({ id }) => followUps.load(id))) yield { record, force };
  }
}
