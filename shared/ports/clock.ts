import type { Temporal } from 'temporal-polyfill';

/** The only source of the present moment: a rule never reads the time, it is given it. */
export interface Clock {
  now(): Temporal.Instant;
}
