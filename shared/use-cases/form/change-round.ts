import type { Round } from '../../domain/round.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { WakeUps } from '../../ports/wake-ups.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import type { MailPermit } from './mail-permit.ts';
import type { Form, OpenFormDependencies } from './open-form.ts';

export type ChangeRoundDependencies = OpenFormDependencies & {
  readonly followUps: FollowUps;
  readonly wakeUps: WakeUps;
  readonly throttle: Throttle;
};

/**
 * Changes the form's round and writes the audit record. Tries again if someone else changes the follow-up at the same
 * time.
 */
export async function changeRound(
  { followUps, formReading, wakeUps }: ChangeRoundDependencies,
  {
    form,
    change,
    action,
    summary,
    wake,
  }: {
    form: Form;
    /** Proof that the click was counted. A change of a round may cause an email. */
    permit: MailPermit;
    change: (round: Round) => Round;
    action: string;
    /** One sentence, without any answer or email address. */
    summary: string;
    /** Who may be owed an email because of the change. */
    wake: 'owner' | 'nobody';
  },
): Promise<void> {
  const { forceId, id } = form.record.followUp;
  await retryOnConflict(async (isAgain) => {
    const record = isAgain ? await formReading.followUp(id) : form.record;
    const round = record.rounds.find((one) => one.id === form.roundId) ?? form.round;
    await followUps.change({
      before: record.followUp,
      rounds: [change(round)],
      audit: { at: form.now, by: form.session.contactId, action, summary },
    });
  });
  // If a wake-up is lost, the email is up to 15 minutes late. The change itself makes the next sweep look at the
  // follow-up.
  const owner = wake === 'owner' ? (await form.details()).owner : undefined;
  if (owner === undefined) return;
  await wakeUps.send([{ forceId, recipientId: owner.id }]).catch(() => undefined);
}
