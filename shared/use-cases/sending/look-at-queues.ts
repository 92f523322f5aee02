import { ServiceError } from '../../errors.ts';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import { countDeadLetters, type WaitingLetters } from './waiting-letters.ts';

/** What the queues hold, or why nobody knows. */
export type QueuesSeen =
  | {
      readonly known: true;
      /**
       * How many messages wait or are being tried. Includes messages that keep failing, until they become dead letters.
       */
      readonly waiting: number;
      /** Messages that failed their last try, by queue. */
      readonly dead: readonly WaitingLetters[];
    }
  | { readonly known: false; readonly failure: ServiceError };

/**
 * Counts the messages in the queues. If the queues do not answer, returns the failure, and the admin still sees the
 * rest of the desk.
 */
export async function lookAtQueues({ deadLetters }: { deadLetters: DeadLetters }): Promise<QueuesSeen> {
  try {
    const [letters, waiting] = await Promise.all([
      countDeadLetters({ deadLetters }),
      deadLetters.countMessages(),
    ]);
    return {
      known: true,
      waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0),
      dead: letters.filter(({ count }) => count > 0),
    };
  } catch (error) {
    if (error instanceof ServiceError) return { known: false, failure: error };
    throw error;
  }
}
