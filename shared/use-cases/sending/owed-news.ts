import { calendarOf, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import type { Contact } from '../../domain/contact.ts';
import type { Instant } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Programme } from '../../domain/programme.ts';
import type { OldBelief } from '../../domain/sending/told/changes.ts';
import type { OwedNotice } from '../../domain/sending/decide-notices.ts';
import type { Report } from '../../wording/email-facts.ts';
import { wordsOfReport } from './words-of-report.ts';
import type { StaffMember } from '../../domain/staff-member.ts';

/** One notice that is owed, with everything needed to write it. */
export interface OwedNews {
  readonly notice: OwedNotice;
  readonly record: FollowUpRecord;
  /** The body's name on the day of publication. */
  readonly bodyName: string;
  readonly contacts: readonly Contact[];
  readonly milestones: readonly Milestone[];
  readonly owner?: StaffMember;
  readonly programme: Programme;
  /** What people of the body hold that is no longer so. */
  readonly beliefs?: readonly OldBelief[];
  /** The full address of the recipient's own link to the form. */
  readonly link?: string;
}

/** When the email is written, and the calendar used to count its days. */
export interface Moment {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
}

/** Returns the moment with the calendar of the news' own programme. One email can be about several programmes. */
export function momentOf({ programme }: OwedNews, { now, calendar }: Moment): Moment {
  return { now, calendar: calendarOf(programme, calendar) };
}

/** Returns what every email says about the report of a follow-up. */
export function reportOf({ record, bodyName, programme }: OwedNews): Report {
  const { id, publishedOn, reportUrl } = record.followUp;
  return { followUpId: id, bodyName, ...wordsOfReport(programme), publishedOn, url: reportUrl };
}
