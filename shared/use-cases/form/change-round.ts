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

/** Changes the form's round with its audit record, whatever else happens to the follow-up at the same time. */
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
    /** A change of a round may be told of by email, so that it is a click that is counted. */
    permit: MailPermit;
    change: (round: Round) => Round;
    action: string;
    /** One sentence without an answer and without an address. */
    summary: string;
    /** Who may be owed an email because of it. */
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
  // A wake-up that is lost costs a quarter of an hour: the change itself asks the next sweep for attention.
  const owner = wake === 'owner' ? (await form.details()).owner : undefined;
  if (owner === undefined) return;
  await wakeUps.send([{ forceId, recipientId: owner.id }]).catch(() => undefined);
}
