import type { ReturnBody } from '../../domain/history.ts';
import type { Round } from '../../domain/round.ts';
import { findUnconfirmed } from '../../domain/returns/rounds.ts';
import { changeRound, type ChangeRoundDependencies } from './change-round.ts';
import { MailPermit, TooManyClicks } from './mail-permit.ts';
import type { Form } from './open-form.ts';

/**
 * Keeps that a browser without a code pressed Send. The return then waits to be confirmed with a code, and the owner
 * sees that it waits. A code can be late, and the press of the button on the due day still counts once it is confirmed.
 *
 * It stops no email and shows no answer, because a link alone proves nothing. The same press again keeps its first
 * moment.
 *
 * Returns false if it is not kept, because somebody pressed Send too often. They can still get a code and send it.
 */
export async function declareReturn(
  dependencies: ChangeRoundDependencies,
  { form, seen, approvedBy }: { form: Form; seen: string; approvedBy: NonNullable<ReturnBody['approvedBy']> },
): Promise<boolean> {
  const { session, record, round, now } = form;
  const before = findUnconfirmed(round);
  const isSame = before?.seen === seen;
  if (isSame && isSameApproval(before.approvedBy, approvedBy)) return true;
  const officer = record.approvals.find(({ id }) => id === session.approvalId)?.name;
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
        unconfirmed: {
          saidAt: isSame ? before.saidAt : now,
          by: session.contactId,
          ...(officer === undefined ? {} : { officer }),
          approvedBy,
          seen,
        },
      }),
      action: 'return-unconfirmed',
      summary: `Pressed Send for the ${form.milestone.rule.name}. It waits for a code.`,
      wake: 'nobody',
    });
    return true;
  } catch (error) {
    if (error instanceof TooManyClicks) return false;
    throw error;
  }
}

type Approval = NonNullable<ReturnBody['approvedBy']>;

function isSameApproval(one: Approval, other: Approval): boolean {
  return one.name === other.name && one.rank === other.rank && one.on === other.on;
}
