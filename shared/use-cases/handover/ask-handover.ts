import { addWorkingDays } from '../../domain/clocks/calendar.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { mailDomain, OWNER_ANSWERS_WORKING_DAYS, type Handover } from '../../domain/form/form.ts';
import { holderOfPart } from '../../domain/people/contacts.ts';
import { nameOfRole } from '../../domain/programme.ts';
import { findNameProblem, tidyName } from '../../domain/people/person-name.ts';
import type { FieldProblem } from '../../domain/returns/answer-problems.ts';
import { ServiceError } from '../../errors.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { isEmailAddress } from '../../domain/people/email-address.ts';
import { MailPermit } from '../form/mail-permit.ts';
import type { Form } from '../form/open-form.ts';
import { handOver } from './hand-over.ts';
import type { HandoverDependencies } from './handover-context.ts';
import { recordHandover } from './record-handover.ts';
import { tellAboutHandover } from './tell-about-handover.ts';

export type AskHandoverDependencies = HandoverDependencies & { readonly throttle: Throttle };

export interface Colleague {
  /** How emails address the person, for example "Superintendent Khan". */
  readonly name: string;
  readonly email: string;
}

export type AskedHandover =
  | { readonly kind: 'done' }
  | { readonly kind: 'awaits-approval'; readonly answerBy: PlainDate }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem<keyof Colleague>[] };

/**
 * Asks to pass the request to a colleague. In the body's own mail domain, this happens at once. Revisit tells the
 * previous lead, the liaison and the owner. For another domain, the owner must approve first.
 *
 * @throws ServiceError `forbidden` if this browser may not say who answers.
 * @throws TooManyClicks
 */
export async function askHandover(
  dependencies: AskHandoverDependencies,
  { form, colleague }: { form: Form; colleague: Colleague },
): Promise<AskedHandover> {
  if (form.may('change-who-answers') !== 'yes') {
    throw new ServiceError('forbidden', 'Only a browser that entered a code may pass the form on.');
  }
  const problems = colleagueProblems(colleague);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const { session, now, roundId, contacts, record } = form;
  const reader = contacts.find(({ id }) => id === session.contactId);
  const from = holderOfPart('answers', { contacts, on: form.today }) ?? reader;
  if (reader === undefined || from === undefined) {
    throw new ServiceError('not-found', 'The reader of the form is no longer on record.');
  }
  const permit = await MailPermit.forClick(dependencies, {
    click: 'pass-on',
    followUpId: session.followUpId,
    who: reader.id,
    at: now,
  });
  const handover: Handover = {
    id: dependencies.tokens.newId(),
    round: roundId,
    fromContactId: from.id,
    fromName: from.name,
    ...(reader.id === from.id
      ? {}
      : {
          doer: {
            contactId: reader.id,
            name: `${reader.name} (${nameOfRole(form.programme, reader.role)})`,
          },
        }),
    toName: tidyName(colleague.name),
    toEmail: colleague.email,
    askedAt: now,
    state: 'awaits-approval',
    version: 0,
  };
  const { programme } = form;
  const scene = {
    record,
    programme,
    calendar: form.calendar,
    milestones: form.milestones,
    contacts,
    now,
    permit,
  };
  if (mailDomain(colleague.email) === mailDomain(reader.email)) {
    await handOver(dependencies, { ...scene, handover, by: reader.id });
    return { kind: 'done' };
  }
  const { calendar, today } = form;
  const answerBy = addWorkingDays(today, { days: OWNER_ANSWERS_WORKING_DAYS, calendar });
  await dependencies.handovers.put(session.followUpId, handover);
  const followUp = await recordHandover(dependencies, {
    at: now,
    by: reader.id,
    action: 'handover-asked',
    summary: `Asked to pass the ${form.milestone.rule.name} to someone outside the ${form.programme.body.noun}’s mail domain.`,
    record,
    round: form.round,
    waiting: (before) => [...before, { id: handover.id, toName: handover.toName, askedAt: now }],
  });
  await tellAboutHandover(dependencies, { ...scene, handover, followUp, answerBy });
  return { kind: 'awaits-approval', answerBy };
}

function colleagueProblems({ name, email }: Colleague): FieldProblem<keyof Colleague>[] {
  const problems: FieldProblem<keyof Colleague>[] = [];
  const nameIs = findNameProblem(name);
  if (nameIs !== undefined) problems.push({ field: 'name', kind: nameIs });
  if (!isEmailAddress(email)) problems.push({ field: 'email', kind: 'not-an-address' });
  return problems;
}
