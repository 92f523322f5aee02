import { findUnconfirmed } from '../../../shared/domain/returns/rounds.ts';
import { formatDate, isAfter, type PlainDate } from '../../../shared/domain/dates.ts';
import { findNameProblem, tidyName } from '../../../shared/domain/people/person-name.ts';
import { splitRankAndName } from '../../../shared/domain/people/split-rank-and-name.ts';
import type { ProblemKind } from '../../../shared/domain/returns/answer-problems.ts';
import type { UnconfirmedReturn } from '../../../shared/domain/round.ts';
import { mailDomain, type ApprovalRequest } from '../../../shared/domain/form/form.ts';
import {
  askForApproval,
  withdrawApproval,
  type Approver,
} from '../../../shared/use-cases/form/ask-for-approval.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { declareReturn } from '../../../shared/use-cases/form/declare-return.ts';
import { fingerprintAnswers, submitReturn } from '../../../shared/use-cases/form/submit-return.ts';
import type { CodeReason } from '../../../shared/wording/en/form/code.ts';
import { buttons } from '../../../shared/wording/en/form/journey.ts';
import { approvePage, checkWords } from '../../../shared/wording/en/form/sending.ts';
import { askedForApproval, backToForm } from '../../../shared/wording/en/form/other-ways.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import type { FormFields } from '../request.ts';
import { approverField, type ApprovalProblems, type ApprovalTyped } from './approver-field.ts';
import { canSeeAll, checkReply, seenField } from './check.ts';
import { readTypedDate } from './dates.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

/** Shows the page that asks who approves the answers. Its button sends them. */
export function showApprove(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const blocked = whyNot(form);
    if (blocked !== undefined) return blocked;
    const { contact } = await form.details();
    const approval = approvalOf(form);
    const known =
      approval === undefined
        ? splitRankAndName(contact?.name ?? '')
        : { name: approval.name, rank: approval.rank };
    return page(form, {
      typed: {
        who: '',
        ...known,
        otherName: '',
        otherRank: '',
        day: '',
        month: '',
        year: '',
        asked: { name: '', rank: '', email: '' },
      },
      problems: {},
      seen: seenField(form).value,
    });
  });
}

/** Sends the return. Without a code, keeps that somebody pressed Send, and asks for the code. */
export function approve(context: FormContext): Promise<Reply> {
  return withForm(
    context,
    (form) => sendOrAsk(context, form),
    (form) => declare(context, form),
  );
}

async function sendOrAsk(context: FormContext, form: Form): Promise<Reply> {
  const blocked = whyNot(form);
  if (blocked !== undefined) return blocked;
  const fields = await context.request.fields();
  const typed = typedIn(fields);
  const seen = fields.one('seen');
  if (typed.who === 'ask' && canAsk(form)) return askOfficer(context, { form, typed, seen });
  const { approvedBy, problems } = readApproval(form, typed);
  if (approvedBy === undefined) return page(form, { typed, problems, seen });
  return send(context, { form, seen, approvedBy });
}

/** Keeps that a browser without a code pressed Send. Returns a page if something was typed wrong. */
async function declare(context: FormContext, form: Form): Promise<Reply | CodeReason> {
  const fields = await context.request.fields();
  const typed = typedIn(fields);
  const seen = fields.one('seen');
  // Nobody may declare what somebody else typed.
  if (whyNot(form) !== undefined || typed.who === 'ask' || !canSeeAll(form)) return 'to-act';
  const { approvedBy, problems } = readApproval(form, typed);
  if (approvedBy === undefined) return page(form, { typed, problems, seen });
  if (seen !== fingerprintAnswers(form)) return checkReply(form, { notice: checkWords.changed, status: 409 });
  const isKept = await declareReturn(context.service, { form, seen, approvedBy });
  return isKept ? 'to-send' : 'to-act';
}

/** Sends a return that waits to be confirmed. The page before it showed the answers and who approved them. */
export function confirm(context: FormContext): Promise<Reply> {
  return withForm(
    context,
    async (form) => {
      const seen = (await context.request.fields()).one('seen');
      const unconfirmed = findUnconfirmed(form.round);
      if (unconfirmed === undefined) return redirectTo('/form');
      // Whoever approved the answers did not approve what was changed since.
      if (unconfirmed.seen !== seen)
        return checkReply(await reopenForm(context, form), { notice: checkWords.changed, status: 409 });
      return send(context, { form, seen, approvedBy: unconfirmed.approvedBy });
    },
    (form) => Promise.resolve(findUnconfirmed(form.round) === undefined ? 'to-act' : 'to-send'),
  );
}

async function send(
  context: FormContext,
  { form, seen, approvedBy }: { form: Form; seen: string; approvedBy: UnconfirmedReturn['approvedBy'] },
): Promise<Reply> {
  const submitted = await submitReturn(context.service, {
    form,
    seen,
    approvedBy,
    senderId: approvalOf(form)?.askedBy,
  });
  switch (submitted.kind) {
    case 'sent':
      return redirectTo('/form/sent');
    case 'changed':
      return checkReply(await reopenForm(context, form), { notice: checkWords.changed, status: 409 });
    case 'too-large':
      return checkReply(form, { notice: checkWords.tooLarge, status: 413 });
    case 'nothing-answered':
    case 'closed':
      return redirectTo('/form');
  }
}

/** Returns who approved the answers as it was typed, or what is wrong with it. */
function readApproval(
  form: Form,
  typed: ApprovalTyped,
): { approvedBy?: UnconfirmedReturn['approvedBy']; problems: ApprovalProblems } {
  const on = typed.who === 'me' ? form.today : readTypedDate(typed);
  const problems = problemsOf(typed, { on, today: form.today });
  if (Object.keys(problems).length > 0 || on === undefined) return { problems };
  const approvedBy =
    typed.who === 'me'
      ? { name: typed.name, rank: typed.rank, on: formatDate(form.today) }
      : { name: typed.otherName, rank: typed.otherRank, on: formatDate(on) };
  return { approvedBy, problems };
}

/** Asks an officer for approval by email, with a link of their own. Nothing is sent until they approve. */
async function askOfficer(
  context: FormContext,
  { form, typed, seen }: { form: Form; typed: ApprovalTyped; seen: string },
): Promise<Reply> {
  const asked = await askForApproval(context.service, { form, approver: typed.asked });
  if (asked.kind === 'invalid') {
    const kindOf = (field: keyof Approver) => asked.problems.find((one) => one.field === field)?.kind;
    const problems = { askedName: kindOf('name'), askedRank: kindOf('rank'), askedEmail: kindOf('email') };
    return page(form, {
      typed,
      problems: Object.fromEntries(Object.entries(problems).filter(([, kind]) => kind !== undefined)),
      seen,
    });
  }
  if (asked.kind === 'not-sent') return checkReply(form, { notice: checkWords.notAsked, status: 409 });
  const name = [typed.asked.rank, typed.asked.name].join(' ');
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    page: askedForApproval.page({ name }),
    after: [{ kind: 'links', items: [backToForm] }],
  });
  return html(body);
}

/** Reads the form again, because someone changed it after it was opened. */
async function reopenForm(context: FormContext, form: Form): Promise<Form> {
  let now = form;
  await withForm(context, (again) => {
    now = again;
    return Promise.resolve(html(''));
  });
  return now;
}

function approvalOf({ record, session }: Form): ApprovalRequest | undefined {
  return record.approvals.find(({ id }) => id === session.approvalId);
}

/** Tells whether this person may ask an officer for approval. An officer who was asked may not ask someone else. */
function canAsk(form: Form): boolean {
  return form.may('change-who-answers') === 'yes';
}

/** Withdraws a request for approval. The officer's link then stops working. */
export function withdrawApprovalRequest(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    await withdrawApproval(context.service, { form, id: context.params['id'] ?? '' });
    return redirectTo('/form');
  });
}

function whyNot(form: Form): Reply | undefined {
  return form.isOpen && form.drafts.size > 0 ? undefined : redirectTo('/form');
}

function typedIn(fields: FormFields): ApprovalTyped {
  return {
    who: fields.one('approver'),
    name: tidyName(fields.one('name')),
    rank: tidyName(fields.one('rank')),
    otherName: tidyName(fields.one('other-name')),
    otherRank: tidyName(fields.one('other-rank')),
    day: fields.one('approved-day'),
    month: fields.one('approved-month'),
    year: fields.one('approved-year'),
    asked: {
      name: tidyName(fields.one('asked-name')),
      rank: tidyName(fields.one('asked-rank')),
      email: fields.one('asked-email').trim(),
    },
  };
}

function problemsOf(
  typed: ApprovalTyped,
  { on, today }: { on: PlainDate | undefined; today: PlainDate },
): ApprovalProblems {
  const found: Record<string, ProblemKind | undefined> =
    typed.who === 'me'
      ? { name: findNameProblem(typed.name), rank: findNameProblem(typed.rank) }
      : typed.who === 'other'
        ? {
            otherName: findNameProblem(typed.otherName),
            otherRank: findNameProblem(typed.otherRank),
            on: on === undefined ? 'not-a-date' : isAfter(on, today) ? 'must-be-past' : undefined,
          }
        : { who: 'missing' };
  return Object.fromEntries(Object.entries(found).filter(([, kind]) => kind !== undefined));
}

async function page(
  form: Form,
  shown: { typed: ApprovalTyped; problems: ApprovalProblems; seen: string },
): Promise<Reply> {
  const details = await form.details();
  const facts = factsOf(form, details);
  const domain = mailDomain(details.contact?.email ?? '');
  const fields = [approverField({ ...shown, domain, canAsk: canAsk(form) })];
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    back: '/form/check',
    page: approvePage(facts),
    errors: errorLinks(fields),
    form: {
      action: '/form/approve',
      hidden: [{ name: 'seen', value: shown.seen }],
      fields,
      buttons: [{ text: buttons.approve }],
    },
  });
  return html(body, Object.keys(shown.problems).length > 0 ? 400 : 200);
}
