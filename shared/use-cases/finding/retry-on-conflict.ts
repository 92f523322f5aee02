import { ServiceError } from '../../errors.ts';

/** How many times a change is tried by default. */
const TRIES = 5;

/**
 * Tries a change again if someone changed the same thing at the same time. Tries again after each ServiceError
 * `conflict`, up to `tries` times in all. Throws the last conflict. Throws any other error at once.
 *
 * @param change is told whether this is a repeat. If it is, it must first read again what it changes.
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
