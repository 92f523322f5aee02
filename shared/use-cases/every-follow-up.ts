import type { FollowUp, Force } from '../domain/follow-up.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { People } from '../ports/people.ts';

/** How many forces are read at the same time. */
const AT_ONCE = 16;

/** Every follow-up with its force, whatever its state; by force, newest publication first. */
export async function everyFollowUp({
  followUps,
  people,
}: {
  followUps: FollowUps;
  people: People;
}): Promise<{ followUp: FollowUp; force: Force }[]> {
  const forces = await people.forces();
  const all: { followUp: FollowUp; force: Force }[] = [];
  for (let start = 0; start < forces.length; start += AT_ONCE) {
    const page = forces.slice(start, start + AT_ONCE);
    const read = await Promise.all(
      page.map(async (force) => (await followUps.ofForce(force.id)).map((followUp) => ({ followUp, force }))),
    );
    all.push(...read.flat());
  }
  return all;
}
