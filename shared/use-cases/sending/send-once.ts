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
 * `accepted`: the mail service took it. `taken`: somebody else claimed it. `stale`: a follow-up changed meanwhile, decide
 * again. `refused`: certainly not sent, a human must look. `unknown`: nobody can know; the claim stays, and mail events or
 * the sweep settle it.
 */
export type SendOutcome = 'accepted' | 'taken' | 'stale' | 'refused' | 'unknown';

/**
 * Claims, sends and records one email: the protocol by which nothing is sent twice unseen and nothing owed is lost.
 *
 * The claim comes last before the send. Between the two, and between the send and its record, the process may die: the
 * claim then stands, the mail service's events carry the mail's id and settle it, and without any the sweep calls it
 * unknown after lease and grace. It is never sent again unseen.
 *
 * @throws ServiceError `throttled`, `unreachable` or `defect`: certainly not sent and the claim given back; the caller's
 * queue tries again, and shows a defect as a dead letter.
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
    // Whatever is at fault, nothing was sent: the email is owed as before.
    if (error.code === 'throttled' || error.code === 'unreachable' || error.code === 'defect') {
      await ledger.release(claim);
      throw error;
    }
    if (error.code === 'refused' || error.code === 'fenced') {
      await ledger.record({ mailId: claim.mailId, fact: 'failed', at: clock.now(), reason: error.message });
      log.error('mail-refused', 'The mail service refused an email; somebody must look at it.', {
        ids,
        cause: error,
      });
      return 'refused';
    }
    log.warn('mail-outcome-unknown', 'Nobody can know yet whether an email was taken; its claim stays.', ids);
    return 'unknown';
  }
  await ledger.record({ mailId: claim.mailId, fact: 'accepted', at: clock.now(), sesMessageId });
  log.info('mail-accepted', 'The mail service took an email.', ids);
  return 'accepted';
}
