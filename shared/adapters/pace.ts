import { setTimeout as sleep } from 'node:timers/promises';
import type { Pace } from '../ports/pace.ts';

interface Time {
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
}

/**
 * Creates the pace of one process. Each turn has its own moment, so senders that ask at once leave one after another.
 * It asks nobody: every process keeps its own share of the rate of the mail service.
 *
 * @param perSecond how many emails this process may send in a second. Without it, every turn is at once.
 */
export function createPace(
  perSecond: number | undefined,
  { now, sleep: wait, random = Math.random }: Time = { now: () => performance.now(), sleep },
): Pace {
  if (perSecond === undefined) return { turn: () => Promise.resolve(), refused: () => false };
  const interval = 1000 / perSecond;
  let next = -Infinity;
  return {
    async turn() {
      const mine = Math.max(now(), next);
      next = mine + interval;
      const left = mine - now();
      if (left > 0) await wait(left);
    },
    refused() {
      next += random() * interval;
      return true;
    },
  };
}
