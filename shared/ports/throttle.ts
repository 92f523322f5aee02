import type { Instant } from '../domain/dates.ts';

/** Counts what could be tried too often, in fixed windows of time. */
export interface Throttle {
  /** @returns false when it was done `most` times already within the window that `at` lies in. */
  allows(tried: { what: string; most: number; windowMinutes: number; at: Instant }): Promise<boolean>;
}
