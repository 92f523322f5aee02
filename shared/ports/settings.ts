import type { Instant } from '../domain/dates.ts';
import type { Suspension } from '../domain/follow-up.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';

/** Whose table this is: a copy, or a restore, is another table and may not send until a human arms it. */
export interface Fence {
  readonly stackId: string;
  readonly tableId: string;
  readonly armedAt: Instant;
  /** After a restore: what was due from here to `armedAt` is unknown and left to a human. */
  readonly sentSince?: Instant | undefined;
}

export interface Settings {
  /** The bank holidays that the product comes with, and those that an admin added. */
  calendar(): Promise<WorkingCalendar>;
  addHolidays(holidays: readonly { on: string; title: string }[]): Promise<void>;
  /** Stretches in which all clocks stand still. */
  suspensions(): Promise<Suspension[]>;
  putSuspensions(suspensions: readonly Suspension[]): Promise<void>;
  /** Undefined until somebody arms this very table for this very stack. */
  fence(): Promise<Fence | undefined>;
  arm(armed: { at: Instant; sentSince?: Instant | undefined }): Promise<void>;
  /** The last time each job ran to its end. */
  heartbeats(): Promise<ReadonlyMap<string, Instant>>;
  recordHeartbeat(job: string, at: Instant): Promise<void>;
}
