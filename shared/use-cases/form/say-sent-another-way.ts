import type { Round } from '../../domain/round.ts';
import { waysSent } from '../../domain/form/form.ts';
import { LONGEST_LINE, findTextProblems, type FieldProblem } from '../../domain/returns/answer-problems.ts';
import { changeRound, type ChangeRoundDependencies } from './change-round.ts';
import { MailPermit } from './mail-permit.ts';
import type { Form } from './open-form.ts';

/**
 * Records that the body says it sent the return another way, and tells the owner at once. With a code, the ladder
 * waits while the owner looks for the return. Without one it goes on, and only the first in a round counts.
 *
 * Returns the problems with what was typed. If there are any, nothing is recorded.
 *
 * @throws TooManyClicks
 */
export async function saySentAnotherWay(
  dependencies: ChangeRoundDependencies,
  said: { form: Form; way: string; details: string },
): Promise<readonly FieldProblem<'way' | 'details'>[]> {
  const { form, details } = said;
  const way = waysSent.find((known) => known === said.way);
  const problems: FieldProblem<'way' | 'details'>[] = [
    ...(way === undefined ? [{ field: 'way', kind: 'missing' } as const] : []),
    ...findTextProblems({ details }, { field: 'details', required: true, longest: LONGEST_LINE }),
  ];
  if (problems.length > 0 || way === undefined) return problems;
  const isProved = form.session.verified;
  if (!isProved && form.round.sentAnotherWay !== undefined) return [];
  const permit = await MailPermit.forClick(dependencies, {
    click: 'sent-another-way',
    followUpId: form.record.followUp.id,
    who: isProved ? form.session.contactId : `${form.session.contactId}/${form.session.linkHash}`,
    at: form.now,
  });
  await changeRound(dependencies, {
    form,
    permit,
    change: (round): Round => ({
      ...round,
      sentAnotherWay: {
        saidAt: form.now,
        by: form.session.contactId,
        how: `${way}: ${details}`,
        ...(isProved ? {} : { unproved: true }),
      },
    }),
    action: 'sent-another-way',
    summary: `Said that the ${form.milestone.rule.name} was sent another way (${way})${isProved ? '' : ', without a code'}.`,
    wake: 'owner',
  });
  return [];
}
