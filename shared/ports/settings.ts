import type { Instant } from '../domain/dates.ts';
import type { Suspension } from '../domain/follow-up.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { CalendarChanges, WorkingCalendar } from '../domain/clocks/calendar.ts';

/** Whose table this is: a copy, or a restore, is another table and may not send until a human arms it. */
export interface Fence {
  readonly stackId: string;
  readonly tableId: string;
  readonly armedAt: Instant;
  /** After a restore: what was due from here to `armedAt` is unknown and left to a human. */
  readonly sentSince?: Instant;
}

/** As it was read, and as it shall be. */
export type SettingChange = { readonly audit: AuditEntry } & (
  | { readonly setting: 'calendar'; readonly before: CalendarChanges; readonly after: CalendarChanges }
  | {
      readonly setting: 'suspensions';
      readonly before: readonly Suspension[];
      readonly after: readonly Suspension[];
    }
);

/** A job that asks attention for every open follow-up, because something moved the dates of all. */
export interface ReplanJob {
  readonly requestedAt: Instant;
  /** The force that was done last; the job goes on behind it. */
  readonly doneTo?: string;
}

export interface Settings {
  /** The bank holidays that the product comes with, as an admin changed them. */
  calendar(): Promise<WorkingCalendar>;
  calendarChanges(): Promise<CalendarChanges>;
  /** Stretches in which all clocks stand still. */
  suspensions(): Promise<Suspension[]>;
  /**
   * Writes what moves the dates of all follow-ups, with its audit record and the job that works them out again, all or
   * none.
   *
   * @throws ServiceError `conflict` when somebody changed it since it was read.
   */
  change(change: SettingChange): Promise<void>;
  /** What was changed for all follow-ups, oldest first. */
  audit(): Promise<AuditEntry[]>;
  /** Undefined until somebody arms this very table for this very stack. */
  fence(): Promise<Fence | undefined>;
  /** Whoever was armed last, be it another table or another installation. */
  lastFence(): Promise<Fence | undefined>;
  arm(armed: { at: Instant; sentSince?: Instant }): Promise<void>;
  /** Starts the job anew: what was done of an earlier one counts no more. */
  requestReplan(at: Instant): Promise<void>;
  replanJob(): Promise<ReplanJob | undefined>;
  /** Progress, or with `finished` its end, of the very job that was read; a newer one is left alone. */
  saveReplan(job: ReplanJob, progress: { doneTo: string } | { finished: true }): Promise<void>;
  /** The last time each job ran to its end. */
  heartbeats(): Promise<ReadonlyMap<string, Instant>>;
  recordHeartbeat(job: string, at: Instant): Promise<void>;
}
