import { isEmailAddress } from '../../domain/people/email-address.ts';
import { holderOfPart, isReachable, isSamePerson } from '../../domain/people/contacts.ts';
import type { Contact } from '../../domain/contact.ts';
import { answerByOf, mailDomain, type ApprovalRequest } from '../../domain/form/form.ts';
import { findNameProblem, tidyName } from '../../domain/people/person-name.ts';
import type { ApprovalAsked } from '../../domain/round.ts';
import type { FieldProblem } from '../../domain/returns/answer-problems.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { newLink, type NewLinkDependencies } from '../sending/new-link.ts';
import { collectRoundFacts, sendFormMail, type FormMailDependencies } from './form-mail.ts';
import { MailPermit } from './mail-permit.ts';
import type { Form } from './open-form.ts';
import type { SaveAnswerDependencies } from './save-answer.ts';

export type AskForApprovalDependencies = SaveAnswerDependencies &
  FormMailDependencies &
  NewLinkDependencies & {
    readonly links: Links;
    readonly followUps: FollowUps;
    readonly throttle: Throttle;
  };

export interface Approver {
  readonly name: string;
  readonly rank: string;
  readonly email: string;
}

export type AskedForApproval =
  | { readonly kind: 'asked' }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem<keyof Approver>[] };

/**
 * Asks a more senior officer to approve the answers, by a link of their own. The return is not sent until they approve
 * it. Tells the lead at once.
 *
 * @throws ServiceError `forbidden` if this browser may not bring in other people.
 * @throws TooManyClicks
 */
export async function askForApproval(
  dependencies: AskForApprovalDependencies,
  { form, approver }: { form: Form; approver: Approver },
): Promise<AskedForApproval> {
  demandChangeOfPeople(form);
  const asker = form.contacts.find(({ id }) => id === form.session.contactId);
  const problems = approverProblems(approver, asker === undefined ? '' : mailDomain(asker.email));
  if (asker === undefined || problems.length > 0) return { kind: 'invalid', problems };
  const { tokens, drafts } = dependencies;
  const { session, now, record, roundId } = form;
  const { followUp } = record;
  const permit = await MailPermit.forClick(dependencies, {
    click: 'ask-for-approval',
    followUpId: followUp.id,
    who: session.contactId,
    at: now,
  });
  const { link, url } = newLink(dependencies, {
    followUp,
    round: roundId,
    dueOn: form.milestone.dueOn,
    contactId: session.contactId,
    now,
  });
  const approval: ApprovalRequest = {
    id: tokens.newId(),
    round: roundId,
    name: tidyName(approver.name),
    rank: tidyName(approver.rank),
    email: approver.email,
    askedAt: now,
    askedBy: session.contactId,
    linkHash: link.tokenHash,
  };
  await drafts.askForApproval(followUp.id, { approval, link });
  const { body, owner } = await form.details();
  const addressed = [approval.rank, approval.name].join(' ');
  const { organisation, programme } = form;
  const about = { followUp, body, programme, owner, round: roundId, now, organisation };
  const sent = await sendFormMail(dependencies, {
    permit,
    followUpId: followUp.id,
    to: { name: addressed, address: approval.email },
    facts: {
      kind: 'approval-asked',
      from: asker.name,
      by: answerByOf(record, form.milestone),
      answered: [...form.drafts.values()].filter(({ complete }) => complete).length,
      asked: form.asked.length,
      link: url,
      ...collectRoundFacts({ ...about, recipientName: addressed }),
    },
  });
  if (!sent) return { kind: 'not-sent' };
  await noteApproval(dependencies, {
    form,
    asked: { id: approval.id, askedAt: now, by: session.contactId, officer: addressed },
    action: 'ask-for-approval',
    summary: `Asked an officer to approve the ${form.milestone.rule.name}.`,
  });
  for (const reader of toldOf(form, asker)) {
    await sendFormMail(dependencies, {
      permit,
      followUpId: followUp.id,
      to: { name: reader.name, address: reader.email },
      facts: {
        kind: 'approval-told',
        from: reader.id === asker.id ? undefined : asker.name,
        officer: addressed,
        address: approval.email,
        at: now,
        ...collectRoundFacts({ ...about, recipientName: reader.name }),
      },
    });
  }
  return { kind: 'asked' };
}

/**
 * Returns the people to tell: the lead, and the person who asked if that is someone else. If neither of them made the
 * request, one of them notices it.
 */
function toldOf({ contacts, today }: Form, asker: Contact): Contact[] {
  const lead = holderOfPart('answers', { contacts, on: today });
  const people = lead === undefined || isSamePerson(lead, asker) ? [asker] : [lead, asker];
  return people.filter((person) => isReachable(person, { contacts, on: today }));
}

/**
 * Withdraws a request for approval. The officer's link stops working.
 *
 * @throws ServiceError `forbidden` if this browser may not say who answers.
 */
export async function withdrawApproval(
  dependencies: AskForApprovalDependencies,
  { form, id }: { form: Form; id: string },
): Promise<void> {
  const { drafts, links } = dependencies;
  demandChangeOfPeople(form);
  const { record, now } = form;
  const approval = record.approvals.find((one) => one.id === id && one.withdrawnAt === undefined);
  if (approval === undefined) return;
  await drafts.changeApproval(record.followUp.id, { ...approval, withdrawnAt: now });
  await links.revoke({
    followUpId: record.followUp.id,
    at: now,
    which: ({ tokenHash }) => tokenHash === approval.linkHash,
  });
  await noteApproval(dependencies, {
    form,
    asked: undefined,
    action: 'withdraw-approval',
    summary: `Took back the request to approve the ${form.milestone.rule.name}.`,
  });
}

/** Records on the round who must approve the answers. The emails about the round and the desk say it. */
async function noteApproval(
  { followUps, formReading }: AskForApprovalDependencies,
  {
    form,
    asked,
    action,
    summary,
  }: { form: Form; asked: ApprovalAsked | undefined; action: string; summary: string },
): Promise<void> {
  await retryOnConflict(async () => {
    const { followUp, rounds } = await formReading.followUp(form.record.followUp.id);
    const round = rounds.find(({ id }) => id === form.roundId) ?? form.round;
    await followUps.change({
      before: followUp,
      rounds: [{ ...round, approvalAsked: asked }],
      audit: { at: form.now, by: form.session.contactId, action, summary },
    });
  });
}

/**
 * Refuses a browser that may not bring in other people. The pages check this first. This is a safeguard in case a page
 * does not.
 */
function demandChangeOfPeople(form: Form): void {
  if (form.may('change-who-answers') === 'yes') return;
  throw new ServiceError('forbidden', 'Only a browser that entered a code may bring someone in.');
}

function approverProblems({ name, rank, email }: Approver, domain: string): FieldProblem<keyof Approver>[] {
  const problems: FieldProblem<keyof Approver>[] = [];
  for (const field of ['rank', 'name'] as const) {
    const kind = findNameProblem(field === 'rank' ? rank : name);
    if (kind !== undefined) problems.push({ field, kind });
  }
  if (!isEmailAddress(email)) problems.push({ field: 'email', kind: 'not-an-address' });
  else if (mailDomain(email) !== domain) problems.push({ field: 'email', kind: 'not-their-domain' });
  return problems;
}
