import type { Instant } from '../../domain/dates.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import type { Settings } from '../../ports/settings.ts';

export interface ReplanDependencies {
  readonly followUps: FollowUps;
  readonly people: People;
  readonly settings: Settings;
}

/**
 * Works off the re-plan job, if there is one: after a change of calendar, suspension or programme every open follow-up asks
 * for attention at `now`, the sweep's own, so that this very run finds it. It goes force by force and remembers how far it
 * came, so that a run that dies is taken up by the next.
 */
export async function replan(
  { followUps, people, settings }: ReplanDependencies,
  now: Instant,
): Promise<{ replanned: number }> {
  const job = await settings.replanJob();
  if (job === undefined) return { replanned: 0 };
  const forces = (await people.forces()).map((force) => force.id).sort();
  let replanned = 0;
  for (const forceId of forces.filter((id) => job.doneTo === undefined || id > job.doneTo)) {
    const open = (await followUps.ofForce(forceId)).filter((followUp) => followUp.state === 'open');
    for (const followUp of open) await followUps.lowerAttention(followUp.id, now);
    replanned += open.length;
    if (open.length > 0) await settings.saveReplan(job, { doneTo: forceId });
  }
  await settings.saveReplan(job, { finished: true });
  return { replanned };
}
