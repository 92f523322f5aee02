import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';

/**
 * Makes the next sweep look at every open follow-up of a force. Its people have changed, so other people may be owed an
 * email.
 */
export async function lookAgainAtForce(
  { followUps, clock }: { followUps: FollowUps; clock: Clock },
  forceId: string,
): Promise<void> {
  for (const followUp of await followUps.ofForce(forceId)) {
    if (followUp.state === 'open') await followUps.lowerAttention(followUp.id, clock.now());
  }
}
