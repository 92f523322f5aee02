import { isSendingDay, sendingDayOnOrBefore, type WorkingCalendar } from '../clocks/calendar.ts';
import { addDays, isEarlier, londonDate, londonInstant, type Instant, type PlainDate } from '../dates.ts';
import { recordAsOf } from '../sending/explain-day.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { isProblem, noticeStatus, type Notice } from '../notice.ts';
import { decideNotices, type DecisionContext, type OwedNotice } from '../sending/decide-notices.ts';
import type { Programme } from '../programme.ts';

/** The hours that a due notice may take to leave. After that it counts as a gap. */
const GAP_AFTER_HOURS = 2;

/** The sweep runs every 15 minutes. After two missed runs, Revisit reports it. */
export const SWEEP_OVERDUE_MINUTES = 35;

/** How many hours the daily run may be silent. It runs each day, and Revisit may try it again for two hours. */
const DAILY_RUN_OVERDUE_HOURS = 26;

/**
 * Tells whether the daily run is overdue. After a run, the next one must come within 26 hours. If it has never run, the
 * 26 hours start when the table was armed.
 */
export function isDailyRunOverdue(
  { ranAt, armedAt }: { ranAt?: Instant | undefined; armedAt?: Instant | undefined },
  now: Instant,
): boolean {
  const since = ranAt ?? armedAt;
  return since !== undefined && isEarlier(since, now.subtract({ hours: DAILY_RUN_OVERDUE_HOURS }));
}

/** What one follow-up owed in a period, and what happened to it. */
export interface Assurance {
  readonly sent: readonly Notice[];
  /** How many of the sent notices the recipients' mail systems accepted. */
  readonly accepted: number;
  readonly unknown: number;
  /** Notices that were due by the dates but were not sent, skipped or held for a reason. */
  readonly gaps: readonly OwedNotice[];
  /** Every notice that a human must look at, however old it is. */
  readonly problems: readonly Notice[];
}

/**
 * Returns what one follow-up sent since `from`, and what is missing. It finds gaps from the dates and not from the log
 * of sent emails, because the log cannot show a gap. A gap is a notice that should have left when emails could last
 * leave, by what was known then, but did not.
 */
export function checkAssurance(
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
    gaps: findGaps(record, context),
    problems: record.notices.filter(isProblem),
  };
}

/**
 * Returns the notices that were owed two hours ago and have not left since. If emails could not leave then, it uses the
 * last instant before that when they could.
 */
export function findGaps(record: FollowUpRecord, context: DecisionContext): readonly OwedNotice[] {
  const then = lastSendingInstant(context.now.subtract({ hours: GAP_AFTER_HOURS }), context);
  const { releasedAt } = record.followUp;
  if (releasedAt === undefined || !isEarlier(releasedAt, then)) return [];
  // Later events must not make an email owed at that instant. An email that left later is not a gap.
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
  return decideNotices({ ...known, notices }, { ...context, contacts, now: then }).owed;
}

/** Returns the last instant up to `at` at which emails could leave. For 8am on a Monday, this is 4:59pm on Friday. */
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
