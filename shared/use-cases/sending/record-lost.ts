import type { Instant } from '../../domain/dates.ts';
import type { Notice } from '../../domain/notice.ts';
import type { NoticeLedger } from '../../ports/notice-ledger.ts';

/**
 * Records that nobody can know whether these emails left. A human must look at them, and Revisit never sends them again
 * by itself.
 */
export async function recordLost(
  lost: readonly Notice[],
  { ledger, at }: { ledger: NoticeLedger; at: Instant },
): Promise<void> {
  for (const notice of lost) {
    await ledger.recordNotice({
      notice,
      fact: 'unknown',
      at,
      reason: 'its sender stopped, and the mail service never said what happened to it',
    });
  }
}
