import type { ReturnBody } from '../../domain/history.ts';
import type { Round } from '../../domain/round.ts';
import { changeRound, type ChangeRoundDependencies } from './change-round.ts';
import { MailPermit, TooManyClicks } from './mail-permit.ts';
import type { Form } from './open-form.ts';

/**
 * Keeps that a browser without a code pressed Send. The return then waits to be confirmed with a code, and the owner
 * sees that it waits. A code can be late, and the press of the button on the due day still counts once it is confirmed.
 *
 * It stops no email and shows no answer, because a link alone proves nothing. The same press again changes nothing.
 */
export async function declareReturn(
  dependencies: ChangeRoundDependencies,
  { form, seen, approvedBy }: { form: Form; seen: string; approvedBy: NonNullable<ReturnBody['approvedBy']> },
): Promise<void> {
  const { session, record, round, now } = form;
  if (round.unconfirmed?.seen === seen) return;
  try {
    const permit = await MailPermit.forClick(dependencies, {
      click: 'declare',
      followUpId: record.followUp.id,
      who: `${session.approvalId ?? session.contactId}/${session.linkHash}`,
      at: now,
    });
    await changeRound(dependencies, {
      form,
      permit,
      change: (changed): Round => ({
        ...changed,
        unconfirmed: { saidAt: now, by: session.contactId, approvedBy, seen },
      }),
      action: 'return-unconfirmed',
      summary: `Pressed Send for the ${form.milestone.rule.name}. It waits for a code.`,
      wake: 'nobody',
    });
  } catch (error) {
    // Whoever pressed it too often can still get a code and send the return.
    if (!(error instanceof TooManyClicks)) throw error;
  }
}
