import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mailer, OutgoingEmail } from '../../ports/mailer.ts';
import type { Claim, NoticeLedger } from '../../ports/notice-ledger.ts';

export interface SendOnceDependencies {
  readonly clock: Clock;
  readonly ledger: NoticeLedger;
  readonly mailer: Mailer;
  readonly log: Log;
}

/**
 * What happened to one email.
 *
 * - `accepted`: The mail service took it.
 * - `taken`: Another run has claimed it.
 * - `stale`: A follow-up has changed in the meantime, so decide again.
 * - `refused`: It was certainly not sent, and a human must look at it.
 * - `unknown`: Nobody can know. The claim stays until mail events or the sweep settle it.
 */
export type SendOutcome = 'accepted' | 'taken' | 'stale' | 'refused' | 'unknown';

/**
 * Claims, sends and records one email. No owed email is lost, and none is sent twice without a human knowing.
 *
 * 1. Claims the notices in the ledger, right before the send.
 * 2. Gives the email to the mail service.
 * 3. Records that the mail service took it.
 *
 * If the process stops after step 1, the claim stays. The mail service's events carry the mail's id and settle the
 * claim. If no event comes, the sweep records the email as unknown after the lease and the grace period. Revisit never
 * sends it again by itself.
 *
 * @throws ServiceError `throttled`, `unreachable` or `defect` if the email was certainly not sent. The claim is
 * released, and the caller's queue tries again. A defect becomes a dead letter.
 */
export async function sendOnce(
  { clock, ledger, mailer, log }: SendOnceDependencies,
  { claim, email }: { claim: Claim; email: OutgoingEmail },
): Promise<SendOutcome> {
  const claimed = await ledger.claim(claim);
  if (claimed !== 'claimed') return claimed;
  const ids = { mail: claim.mailId, recipient: claim.recipientId };
  let sesMessageId: string;
  try {
    ({ sesMessageId } = await mailer.send(email));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // In these three cases nothing was sent, and the email is still owed.
    if (error.code === 'throttled' || error.code === 'unreachable' || error.code === 'defect') {
      await ledger.release(claim);
      throw error;
    }
    if (error.code === 'refused' || error.code === 'fenced') {
      await ledger.record({ mailId: claim.mailId, fact: 'failed', at: clock.now(), reason: error.message });
      log.error('mail-refused', 'The mail service refused an email. Someone must look at it.', {
        ids,
        cause: error,
      });
      return 'refused';
    }
    log.warn('mail-outcome-unknown', 'Nobody can know yet whether an email was taken. Its claim stays.', ids);
    return 'unknown';
  }
  await ledger.accept(claim, { at: clock.now(), sesMessageId });
  log.info('mail-accepted', 'The mail service took an email.', ids);
  return 'accepted';
}
