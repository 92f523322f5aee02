import { isAfter, type PlainDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import { LONGEST_TEXT, findTextProblems, type FieldProblem } from '../../domain/returns/answer-problems.ts';
import { changeRound, type ChangeRoundDependencies } from './change-round.ts';
import { MailPermit } from './mail-permit.ts';
import type { Form } from './open-form.ts';

/** The latest date that a body may ask for, in days from today. */
export const FURTHEST_MORE_TIME_DAYS = 120;

/**
 * Asks for more time. The ladder waits, and the owner answers within two working days. Returns the problems with the
 * date and the reason. If there are any, nothing is asked.
 *
 * @throws TooManyClicks
 */
export async function askForMoreTime(
  dependencies: ChangeRoundDependencies,
  { form, until, reason }: { form: Form; until: PlainDate | undefined; reason: string },
): Promise<readonly FieldProblem<'until' | 'reason'>[]> {
  const problems: FieldProblem<'until' | 'reason'>[] = [];
  if (until === undefined) problems.push({ field: 'until', kind: 'not-a-date' });
  else if (!isAfter(until, form.today) || !isAfter(until, form.answerBy)) {
    problems.push({ field: 'until', kind: 'must-be-future' });
  } else if (isAfter(until, form.today.add({ days: FURTHEST_MORE_TIME_DAYS }))) {
    problems.push({ field: 'until', kind: 'too-long' });
  }
  problems.push(...findTextProblems({ reason }, { field: 'reason', required: true, longest: LONGEST_TEXT }));
  if (problems.length > 0 || until === undefined) return problems;
  const permit = await MailPermit.forClick(dependencies, {
    click: 'more-time',
    followUpId: form.record.followUp.id,
    who: form.session.contactId,
    at: form.now,
  });
  await changeRound(dependencies, {
    form,
    permit,
    change: (round): Round => ({
      ...round,
      moreTime: { askedAt: form.now, by: form.session.contactId, until, reason },
    }),
    action: 'more-time-asked',
    summary: `Asked for more time for the ${form.milestone.rule.name}, until ${until.toString()}.`,
    wake: 'owner',
  });
  return [];
}
