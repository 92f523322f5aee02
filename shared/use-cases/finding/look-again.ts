import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';

/**
 * Makes the next sweep look at every open follow-up of a body. Its people have changed, so other people may be owed an
 * email.
 */
export async function lookAgainAtBody(
  { followUps, clock }: { followUps: FollowUps; clock: Clock },
  forceId: string,
): Promise<void> {
  for (const followUp of await followUps.ofBody(forceId)) {
    if (followUp.state === 'open') await followUps.askForAttention(followUp.id, clock.now());
  }
}
