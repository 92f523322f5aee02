import type { Instant } from '../domain/dates.ts';

/** Counts actions that someone could try too often, in fixed windows of time. */
export interface Throttle {
  /** Counts this time. @returns the number of times within the window that contains `at`. */
  count(tried: { what: string; windowMinutes: number; at: Instant }): Promise<number>;
}
