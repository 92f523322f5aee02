import type { Instant } from './dates.ts';
import type { FollowUpRecord } from './follow-up.ts';
import { isProblem, noticeStatus, type Notice } from './notice.ts';
import { noticesOwed, type DecisionContext, type OwedNotice } from './notices-owed.ts';

/** How long after it fell due a notice may still be on its way before it counts as a gap. Hours. */
export const GAP_AFTER_HOURS = 2;

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
 * Worked out from the dates, not from the log of what was sent, so that a gap shows: whatever would have been owed two
 * hours ago, by today's facts, and is still owed.
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
  const earlier = noticesOwed(record, { ...context, now: context.now.subtract({ hours: GAP_AFTER_HOURS }) });
  return {
    sent,
    accepted: sent.filter((notice) => notice.facts.delivered !== undefined).length,
    unknown: sent.filter((notice) => noticeStatus(notice.facts) === 'unknown').length,
    gaps: earlier.owed,
    problems: record.notices.filter(isProblem),
  };
}
