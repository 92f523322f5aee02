import { ServiceError } from '../../errors.ts';

/** Times a change is tried where nothing else is said. */
const TRIES = 5;

/**
 * Tries a change again because somebody changed the same thing at the same time: as long as it throws a ServiceError
 * `conflict`, and at most `tries` times in all. The last conflict is thrown, and anything else at once.
 *
 * @param change is told whether this is a further try. Then it must read again what it is about to change.
 */
export async function retryOnConflict<Result>(
  change: (isAgain: boolean) => Promise<Result>,
  { tries = TRIES }: { tries?: number } = {},
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await change(count > 1);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'conflict' || count >= tries) throw error;
    }
  }
}
