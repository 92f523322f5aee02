import { isBefore, londonDate } from '../../domain/dates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Inbox } from '../../ports/inbox.ts';

/**
 * Counts the emails that came before today and still wait for a human. An alarm uses this, so an email from a body
 * does not stay unseen for more than a working day.
 */
export async function countWaitingMail({ inbox, clock }: { inbox: Inbox; clock: Clock }): Promise<number> {
  const today = londonDate(clock.now());
  const held = await inbox.holdingPen();
  return held.filter(({ receivedAt }) => isBefore(londonDate(receivedAt), today)).length;
}
