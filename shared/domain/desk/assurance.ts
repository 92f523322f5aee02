import { isSendingDay, sendingDayOnOrBefore, type WorkingCalendar } from '../clocks/calendar.ts';
import { addDays, isEarlier, londonDate, londonInstant, type Instant, type PlainDate } from '../dates.ts';
import { recordAsOf } from '../sending/explain-day.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { isProblem, noticeStatus, type Notice } from '../notice.ts';
import { noticesOwed, type DecisionContext, type OwedNotice } from '../sending/notices-owed.ts';
import type { Programme } from '../programme.ts';

/** How long after it fell due a notice may still be on its way before it counts as a gap. Hours. */
const GAP_AFTER_HOURS = 2;

/** The sweep runs every quarter of an hour: after two missed runs it is said. */
export const SWEEP_OVERDUE_MINUTES = 35;

/** What was due of one follow-up in a stretch of time, and what became of it. */
export interface Assurance {
  readonly sent: readonly Notice[];
  /** Of the sent: those the recipients' mail systems accepted. */
  readonly accepted: number;
  readonly unknown: number;
  /** Due by the dates, and neither sent nor skipped nor held for a reason. */
  readonly gaps: readonly OwedNotice[];
  /** Everything a human must see, whenever it was sent. */
  readonly problems: readonly Notice[];
}

/**
 * Worked out from the dates, not from the log of what was sent, so that a gap shows: whatever was owed when emails could
 * last have left, by what was known then, and has not left by now.
 */
export function assure(
  record: FollowUpRecord,
  { context, from }: { context: DecisionContext; from: Instant },
): Assurance {
  const sent = record.notices.filter((notice) => {
    const claimed = notice.facts.claimed?.epochMilliseconds;
    return (
      claimed !== undefined && claimed >= from.epochMilliseconds && claimed <= context.now.epochMilliseconds
    );
  });
  return {
    sent,
    accepted: sent.filter((notice) => notice.facts.delivered !== undefined).length,
    unknown: sent.filter((notice) => noticeStatus(notice.facts) === 'unknown').length,
    gaps: gapsOf(record, context),
    problems: record.notices.filter(isProblem),
  };
}

/** What was owed two hours ago, or when emails could last have left before, and has not left since. */
export function gapsOf(record: FollowUpRecord, context: DecisionContext): readonly OwedNotice[] {
  const then = lastSendingInstant(context.now.subtract({ hours: GAP_AFTER_HOURS }), context);
  const { releasedAt } = record.followUp;
  if (releasedAt === undefined || !isEarlier(releasedAt, then)) return [];
  // What happened since must not make anything owed then; what left since was no gap.
  const known = recordAsOf(record, then);
  const notices = record.notices.filter(
    ({ facts }) =>
      facts.resendAsked === undefined || facts.claimed !== undefined || isEarlier(facts.resendAsked, then),
  );
  const contacts = context.contacts.map((contact) =>
    contact.unreachable === undefined || isEarlier(contact.unreachable.since, then)
      ? contact
      : { ...contact, unreachable: undefined },
  );
  return noticesOwed({ ...known, notices }, { ...context, contacts, now: then }).owed;
}

/** The last instant up to `at` at which emails could leave: 8am on a Monday gives Friday, a minute before 5pm. */
function lastSendingInstant(
  at: Instant,
  { calendar, programme }: { calendar: WorkingCalendar; programme: Programme },
): Instant {
  const { from, until } = programme.sendingHours;
  const beforeClosing = (on: PlainDate): Instant => londonInstant(on, until).subtract({ minutes: 1 });
  const today = londonDate(at);
  if (!isSendingDay(today, calendar) || isEarlier(at, londonInstant(today, from))) {
    return beforeClosing(sendingDayOnOrBefore(addDays(today, -1), calendar));
  }
  return isEarlier(at, beforeClosing(today)) ? at : beforeClosing(today);
}
