import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';

/** Asks for attention for every follow-up of a force: its people changed, so somebody else may be owed an email. */
export async function lookAgainAtForce(
  { followUps, clock }: { followUps: FollowUps; clock: Clock },
  forceId: string,
): Promise<void> {
  for (const followUp of await followUps.ofForce(forceId)) {
    if (followUp.state === 'open') await followUps.lowerAttention(followUp.id, clock.now());
  }
}
