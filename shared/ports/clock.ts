import type { Temporal } from 'temporal-polyfill';

/** The only source of the present moment. A rule never reads the time. Its caller passes the time in. */
export interface Clock {
  now(): Temporal.Instant;
}
