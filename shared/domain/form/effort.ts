import type { RoundRule } from '../programme.ts';

/** How long one recommendation takes if the programme does not say. */
const MINUTES_EACH = 2;

/** No form takes less. Its reader also reads it, enters a code, and says who approved the answers. */
const SHORTEST_MINUTES = 10;

/**
 * Estimates how many minutes a round takes from what it asks. It is the only source of every sentence that names a
 * time.
 *
 * The basis is two minutes for each recommendation. A person with the plan to hand chooses where they are, and copies
 * one sentence, one name and one month. That is how we chose it: five recommendations are the ten minutes that the
 * first emails promised. If the form shows the last answers, reading one and saying that nothing has changed takes half
 * of that. A programme can give its own `minutesEach`.
 */
export function estimateMinutes(
  { minutesEach = MINUTES_EACH }: Pick<RoundRule, 'minutesEach'>,
  { asked, prefilled }: { asked: number; prefilled: boolean },
): number {
  const each = prefilled ? minutesEach / 2 : minutesEach;
  return Math.max(SHORTEST_MINUTES, Math.ceil(asked * each));
}
