import type { Round } from '../../domain/round.ts';
import { LONGEST_LINE, findTextProblems, type FieldProblem } from '../../domain/returns/answer-problems.ts';
import { changeRound, type ChangeRoundDependencies } from './change-round.ts';
import { MailPermit } from './mail-permit.ts';
import type { Form } from './open-form.ts';

/**
 * Records that the reader says they are not the right person to ask. Revisit tells the owner at once, and changes
 * nothing else, because a link alone proves nothing. Only the first in a round counts.
 *
 * Returns the problems with what was typed. If there are any, nothing is recorded.
 *
 * @throws TooManyClicks
 */
export async function sayNotMe(
  dependencies: ChangeRoundDependencies,
  { form, who }: { form: Form; who: string },
): Promise<readonly FieldProblem<'who'>[]> {
  const problems = findTextProblems({ who }, { field: 'who', required: false, longest: LONGEST_LINE });
  if (problems.length > 0) return problems;
  if (form.round.notRightPerson !== undefined) return [];
  const permit = await MailPermit.forClick(dependencies, {
    click: 'not-me',
    followUpId: form.record.followUp.id,
    who: `${form.session.contactId}/${form.session.linkHash}`,
    at: form.now,
  });
  const named = who.trim();
  await changeRound(dependencies, {
    form,
    permit,
    change: (round): Round => ({
      ...round,
      notRightPerson: round.notRightPerson ?? {
        saidAt: form.now,
        by: form.session.contactId,
        ...(named === '' ? {} : { who: named }),
      },
    }),
    action: 'not-the-right-person',
    summary: `Said that they are not the right person for the ${form.milestone.rule.name}.`,
    wake: 'owner',
  });
  return [];
}
