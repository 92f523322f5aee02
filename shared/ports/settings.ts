import type { Instant } from '../domain/dates.ts';
import type { Body } from '../domain/body.ts';
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
  /** How the table keeps what the sweep looks for. Absent in tables that an older release made. */
  readonly layout?: number;
}

/** The layout of the attention index. Since 2, one partition holds all entries. */
export const LAYOUT = 2;

/** What a sweep or a sender needs of the settings. One request reads all of it, and each part is up to date. */
export interface SharedSettings {
  /** The fence, or undefined until someone arms exactly this table for exactly this stack. */
  readonly fence: Fence | undefined;
  readonly replanJob: ReplanJob | undefined;
  readonly calendar: WorkingCalendar;
  readonly suspensions: readonly Suspension[];
  readonly organisation: Organisation;
  /** The body that was asked for, if it exists. */
  readonly body: Body | undefined;
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
  /** Reads everything that a sweep or a sender needs, in one request. */
  readShared(wanted?: { forceId: string }): Promise<SharedSettings>;
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
  /** Makes this table the one that may send. Request a re-plan first, so that the next sweep finds every follow-up. */
  arm(armed: { at: Instant; sentSince?: Instant }): Promise<void>;
  /** Records that the sweep finds every follow-up in the present layout. */
  recordLayout(): Promise<void>;
  /** Starts the job again from the first body, even if an earlier job is half done. */
  requestReplan(at: Instant): Promise<void>;
  replanJob(): Promise<ReplanJob | undefined>;
  /** Records progress of the job that was read, or with `finished` its end. A newer job is left alone. */
  saveReplan(job: ReplanJob, progress: { doneTo: string } | { finished: true }): Promise<void>;
  /** Returns when each job last ran to its end. */
  heartbeats(): Promise<ReadonlyMap<string, Instant>>;
  recordHeartbeat(job: string, at: Instant): Promise<void>;
}
