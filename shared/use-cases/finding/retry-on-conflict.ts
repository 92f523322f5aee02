import { ServiceError } from '../../errors.ts';

/** How often a change is tried if the caller does not say. */
const TRIES = 5;

/**
 * Tries a change again when someone else changed the same thing at the same time.
 *
 * Only a ServiceError of the kind `race` is retried. Other conflicts, such as a follow-up that has ended, stay true
 * however often one tries. After `tries` tries in all the last race is thrown. Every other error is thrown at once.
 *
 * @param change gets true on every try after the first. It must then read again what it is about to change.
 */
export async function retryOnConflict<Result>(
  change: (isAgain: boolean) => Promise<Result>,
  { tries = TRIES }: { tries?: number } = {},
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await change(count > 1);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'race' || count >= tries) throw error;
    }
  }
}
