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

/** A job that asks attention for every open follow-up, because something moved the dates of all. */
export interface ReplanJob {
  readonly requestedAt: Instant;
  /** The force that was done last; the job goes on behind it. */
  readonly doneTo?: string | undefined;
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
  /** Whoever was armed last, be it another table or another installation. */
  lastFence(): Promise<Fence | undefined>;
  arm(armed: { at: Instant; sentSince?: Instant | undefined }): Promise<void>;
  /** Starts the job anew: what was done of an earlier one counts no more. */
  requestReplan(at: Instant): Promise<void>;
  replanJob(): Promise<ReplanJob | undefined>;
  /** Progress, or with `finished` its end, of the very job that was read; a newer one is left alone. */
  saveReplan(job: ReplanJob, progress: { doneTo: string } | { finished: true }): Promise<void>;
  /** The last time each job ran to its end. */
  heartbeats(): Promise<ReadonlyMap<string, Instant>>;
  recordHeartbeat(job: string, at: Instant): Promise<void>;
}
