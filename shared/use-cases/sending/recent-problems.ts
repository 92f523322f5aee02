import { noticeStatus, type NoticeStatus } from '../../domain/notice.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';

/**
 * How long an alarm hears of a problem, in minutes. This is several sweeps, because a sweep may find the problem and
 * then stop.
 */
const TOLD_FOR_MINUTES = 60;

const notTaken: ReadonlySet<NoticeStatus> = new Set<NoticeStatus>(['failed', 'rejected', 'suppressed']);

export interface RecentProblems {
  /** Emails that may or may not have left. Nobody can know. */
  readonly unknown: number;
  /** Emails that the mail service refused, rejected or suppressed. These were certainly not sent. */
  readonly notTaken: number;
}

/** Counts what went wrong recently, for the alarms. Counts from the ledger, because one run sees only a part. */
export async function countRecentProblems({
  ledger,
  clock,
}: {
  ledger: NoticeLedger;
  clock: Clock;
}): Promise<RecentProblems> {
  const problems = await ledger.problems(clock.now().subtract({ minutes: TOLD_FOR_MINUTES }));
  const statuses = problems.map((notice) => noticeStatus(notice.facts));
  return {
    unknown: statuses.filter((status) => status === 'unknown').length,
    notTaken: statuses.filter((status) => notTaken.has(status)).length,
  };
}
