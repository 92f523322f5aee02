import type { Instant } from '../domain/dates.ts';

/** Counts what could be tried too often, in fixed windows of time. */
export interface Throttle {
  /** @returns how often it was done within the window that `at` lies in, this time included. */
  count(tried: { what: string; windowMinutes: number; at: Instant }): Promise<number>;
}
