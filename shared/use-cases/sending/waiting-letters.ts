import { ServiceError } from '../../errors.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';

/** How many messages in one queue wait for someone to look at them. */
export interface WaitingLetters {
  readonly queue: string;
  readonly count: number;
}

/** Counts the messages in the dead-letter queues, or in the named one. @throws ServiceError `not-found`. */
export async function countDeadLetters(
  { deadLetters }: { deadLetters: DeadLetters },
  queue?: string,
): Promise<WaitingLetters[]> {
  const counts = Object.entries(await deadLetters.count()).map(([name, count]) => ({ queue: name, count }));
  if (queue === undefined) return counts;
  const named = counts.filter((letters) => letters.queue === queue);
  if (named.length > 0) return named;
  const known = counts.map((letters) => letters.queue).join(', ');
  throw new ServiceError('not-found', `There is no queue ${queue}. Choose one of ${known}.`, {
    field: 'queue',
  });
}
