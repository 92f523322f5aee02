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
 * Does the re-plan job, if there is one. A change of calendar, suspension or programme creates the job. Sets the
 * attention of every open follow-up to `now`, the time of this sweep. Then the same sweep finds them all. Works body
 * by body and records the last body done. If a run stops halfway, the next run continues from there.
 */
export async function replan(
  { followUps, people, settings }: ReplanDependencies,
  now: Instant,
): Promise<{ replanned: number }> {
  const job = await settings.replanJob();
  if (job === undefined) return { replanned: 0 };
  const bodies = (await people.bodies()).map((body) => body.id).sort();
  let replanned = 0;
  for (const forceId of bodies.filter((id) => job.doneTo === undefined || id > job.doneTo)) {
    const open = (await followUps.ofBody(forceId)).filter((followUp) => followUp.state === 'open');
    for (const followUp of open) await followUps.askForAttention(followUp.id, now);
    replanned += open.length;
    if (open.length > 0) await settings.saveReplan(job, { doneTo: forceId });
  }
  await settings.saveReplan(job, { finished: true });
  return { replanned };
}
