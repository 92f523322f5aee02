import type { Instant } from '../domain/dates.ts';
import type { Suspension } from '../domain/follow-up.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { PrivacySettings } from '../domain/privacy/retention.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { CalendarChanges, WorkingCalendar } from '../domain/clocks/calendar.ts';

/** Says which table may send. A copy or a restore is another table. It may not send until a human arms it. */
export interface Fence {
  readonly stackId: string;
  readonly tableId: string;
  readonly armedAt: Instant;
  /**
   * Set after a restore. Nobody knows whether emails due between this and `armedAt` left. A human decides about them.
   */
  readonly sentSince?: Instant;
}

/** A setting as it was read, and its new value. */
export type SettingChange = { readonly audit: AuditEntry } & (
  | { readonly setting: 'calendar'; readonly before: CalendarChanges; readonly after: CalendarChanges }
  | {
      readonly setting: 'suspensions';
      readonly before: readonly Suspension[];
      readonly after: readonly Suspension[];
    }
);

/** A job that asks for attention for every open follow-up, because something moved the dates of all. */
export interface ReplanJob {
  readonly requestedAt: Instant;
  /** The body that was done last. The job continues after it. */
  readonly doneTo?: string;
}

export interface Settings {
  /** Returns the built-in bank holidays with the changes that admins made. */
  calendar(): Promise<WorkingCalendar>;
  calendarChanges(): Promise<CalendarChanges>;
  /** Returns the periods in which all clocks are stopped. */
  suspensions(): Promise<Suspension[]>;
  /**
   * Writes a change that moves the dates of all follow-ups. Its audit record and the job that works out the new dates
   * are written in the same transaction.
   *
   * @throws ServiceError `race` if someone else changed the setting since it was read.
   */
  change(change: SettingChange): Promise<void>;
  /** Returns what the privacy notice says, and how long Revisit keeps personal data. */
  privacy(): Promise<PrivacySettings>;
  /** @throws ServiceError `race` if someone else changed it since it was read. */
  changePrivacy(change: {
    readonly before: PrivacySettings;
    readonly after: PrivacySettings;
    readonly audit: AuditEntry;
  }): Promise<void>;
  /** Returns how emails and pages name the organisation. It has no field until someone sets one. */
  organisation(): Promise<Organisation>;
  /** @throws ServiceError `race` if someone else changed it since it was read. */
  changeOrganisation(change: {
    readonly before: Organisation;
    readonly after: Organisation;
    readonly audit: AuditEntry;
  }): Promise<void>;
  /** Returns what was changed for all follow-ups, oldest first. */
  audit(): Promise<AuditEntry[]>;
  /** Returns the fence, or undefined until someone arms exactly this table for exactly this stack. */
  fence(): Promise<Fence | undefined>;
  /** Returns what was armed last, even if it was another table or another installation. */
  lastFence(): Promise<Fence | undefined>;
  arm(armed: { at: Instant; sentSince?: Instant }): Promise<void>;
  /** Starts the job again from the first body, even if an earlier job is half done. */
  requestReplan(at: Instant): Promise<void>;
  replanJob(): Promise<ReplanJob | undefined>;
  /** Records progress of the job that was read, or with `finished` its end. A newer job is left alone. */
  saveReplan(job: ReplanJob, progress: { doneTo: string } | { finished: true }): Promise<void>;
  /** Returns when each job last ran to its end. */
  heartbeats(): Promise<ReadonlyMap<string, Instant>>;
  recordHeartbeat(job: string, at: Instant): Promise<void>;
}
