import { noticeStatus, type NoticeStatus } from '../../domain/notice.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';

/** How long an alarm hears of a problem. Several sweeps, so that one that dies after it found the problem hides nothing. */
const TOLD_FOR_MINUTES = 60;

const notTaken: ReadonlySet<NoticeStatus> = new Set<NoticeStatus>(['failed', 'rejected', 'suppressed']);

export interface RecentProblems {
  /** Emails of which nobody can know whether they left. */
  readonly unknown: number;
  /** Emails that the mail service refused, rejected or suppressed: certainly not sent. */
  readonly notTaken: number;
}

/** What went wrong lately, for whoever listens: counted from the ledger, not from what one run happened to see. */
export async function recentProblems({
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
