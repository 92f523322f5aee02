import { isBefore, londonDate } from '../../domain/dates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Inbox } from '../../ports/inbox.ts';

/** How many mails came before today and wait for a human: nothing that a force writes stays unseen over a working day. */
export async function countWaitingMail({ inbox, clock }: { inbox: Inbox; clock: Clock }): Promise<number> {
  const today = londonDate(clock.now());
  const held = await inbox.holdingPen();
  return held.filter(({ receivedAt }) => isBefore(londonDate(receivedAt), today)).length;
}
