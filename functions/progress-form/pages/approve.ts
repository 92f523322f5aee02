import { inWords, isAfter, type PlainDate } from '../../../shared/domain/dates.ts';
import { nameProblem, tidyName } from '../../../shared/domain/people/person-name.ts';
import { rankAndName } from '../../../shared/domain/people/rank-and-name.ts';
import type { ProblemKind } from '../../../shared/domain/returns/answer-problems.ts';
import { mailDomain, type ApprovalRequest } from '../../../shared/domain/form/form.ts';
import {
  askForApproval,
  withdrawApproval,
  type Approver,
} from '../../../shared/use-cases/form/ask-for-approval.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { submitReturn } from '../../../shared/use-cases/form/submit-return.ts';
import { monthParts } from '../../../shared/wording/en/form/questions.ts';
import { approvePage, approveWords, buttons, checkWords } from '../../../shared/wording/en/form/journey.ts';
import type { DatePart, Field, Option } from '../../../shared/wording/form-page.ts';
import { askedForApproval, backToForm } from '../../../shared/wording/en/form/other-ways.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import type { FormFields } from '../request.ts';
import { checkReply, seenOf } from './check.ts';
import { dateOf } from './dates.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

interface Typed {
  readonly who: string;
  readonly name: string;
  readonly rank: string;
  readonly otherName: string;
  readonly otherRank: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly asked: Approver;
}

type Problems = Partial<
  Record<
    'who' | 'name' | 'rank' | 'otherName' | 'otherRank' | 'on' | 'askedName' | 'askedRank' | 'askedEmail',
    ProblemKind
  >
>;

/** Who stands behind the answers; the button here sends them. */
export function showApprove(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const blocked = whyNot(form);
    if (blocked !== undefined) return blocked;
    const { contact } = await form.details();
    const approval = approvalOf(form);
    const known =
      approval === undefined
        ? rankAndName(contact?.name ?? '')
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
      seen: seenOf(form).value,
    });
  });
}

export function approve(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const blocked = whyNot(form);
    if (blocked !== undefined) return blocked;
    const fields = await context.request.fields();
    const typed = typedIn(fields);
    const seen = fields.one('seen');
    if (typed.who === 'ask' && canAsk(form)) return askOfficer(context, { form, typed, seen });
    const on = typed.who === 'me' ? form.today : dateOf(typed);
    const problems = problemsOf(typed, { on, today: form.today });
    if (Object.keys(problems).length > 0 || on === undefined) return page(form, { typed, problems, seen });
    const approvedBy =
      typed.who === 'me'
        ? { name: typed.name, rank: typed.rank, on: inWords(form.today) }
        : { name: typed.otherName, rank: typed.otherRank, on: inWords(on) };
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
        return checkReply(await reopened(context, form), { notice: checkWords.changed, status: 409 });
      case 'too-large':
        return checkReply(form, { notice: checkWords.tooLarge, status: 413 });
      case 'nothing-answered':
      case 'closed':
        return redirectTo('/form');
    }
  });
}

/** Nothing is sent until the officer who is asked approves it by a link of their own. */
async function askOfficer(
  context: FormContext,
  { form, typed, seen }: { form: Form; typed: Typed; seen: string },
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
    about: form.session.followUpId,
    simulated: form.record.followUp.simulated,
    page: askedForApproval.page({ name }),
    after: [{ kind: 'links', items: [backToForm] }],
  });
  return html(body);
}

/** The form as it stands now: somebody changed it after it was opened. */
async function reopened(context: FormContext, form: Form): Promise<Form> {
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

/** Somebody who was asked to approve asks nobody else. */
function canAsk(form: Form): boolean {
  return form.may('change-who-answers') === 'yes';
}

/** The officer's link opens nothing from then on. */
export function takeApprovalBack(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    await withdrawApproval(context.service, { form, id: context.params['id'] ?? '' });
    return redirectTo('/form');
  });
}

function whyNot(form: Form): Reply | undefined {
  return form.isOpen && form.drafts.size > 0 ? undefined : redirectTo('/form');
}

function typedIn(fields: FormFields): Typed {
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

function problemsOf(typed: Typed, { on, today }: { on: PlainDate | undefined; today: PlainDate }): Problems {
  const found: Record<string, ProblemKind | undefined> =
    typed.who === 'me'
      ? { name: nameProblem(typed.name), rank: nameProblem(typed.rank) }
      : typed.who === 'other'
        ? {
            otherName: nameProblem(typed.otherName),
            otherRank: nameProblem(typed.otherRank),
            on: on === undefined ? 'not-a-date' : isAfter(on, today) ? 'must-be-past' : undefined,
          }
        : { who: 'missing' };
  return Object.fromEntries(Object.entries(found).filter(([, kind]) => kind !== undefined));
}

async function page(form: Form, shown: { typed: Typed; problems: Problems; seen: string }): Promise<Reply> {
  const details = await form.details();
  const facts = factsOf(form, details);
  const domain = mailDomain(details.contact?.email ?? '');
  const fields = [approverField({ ...shown, domain, canAsk: canAsk(form) })];
  const body = renderPage({
    about: form.session.followUpId,
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

function lineError({
  kind,
  missing,
}: {
  kind: ProblemKind | undefined;
  missing: string;
}): string | undefined {
  const { problems: say } = approveWords;
  switch (kind) {
    case undefined:
      return undefined;
    case 'too-long':
      return say.tooLong;
    case 'not-a-name':
      return say.notAName;
    default:
      return missing;
  }
}

function approverField({
  typed,
  problems,
  domain,
  canAsk,
}: {
  typed: Typed;
  problems: Problems;
  domain: string;
  canAsk: boolean;
}): Field {
  const { problems: say } = approveWords;
  const line = (
    name: string,
    input: { label: string; value: string; kind: ProblemKind | undefined; missing: string },
  ): Field => ({
    kind: 'line',
    name,
    label: input.label,
    value: input.value,
    error: lineError(input),
  });
  const part = (name: 'day' | 'month' | 'year'): DatePart => ({
    name: `approved-${name}`,
    label: monthParts[name],
    value: typed[name],
    wrong: problems.on !== undefined,
    digits: name === 'year' ? 4 : 2,
  });
  const askOption: Option = {
    value: 'ask',
    text: approveWords.ask,
    hint: approveWords.askHint,
    checked: typed.who === 'ask',
    fields: [
      line('asked-rank', {
        label: approveWords.rank.label,
        value: typed.asked.rank,
        kind: problems.askedRank,
        missing: say.rankAsked,
      }),
      line('asked-name', {
        label: approveWords.name.label,
        value: typed.asked.name,
        kind: problems.askedName,
        missing: say.nameAsked,
      }),
      {
        kind: 'line',
        name: 'asked-email',
        label: approveWords.email.label,
        hint: approveWords.email.hint(domain),
        inputType: 'email',
        value: typed.asked.email,
        error:
          problems.askedEmail === undefined
            ? undefined
            : problems.askedEmail === 'not-their-domain'
              ? say.domain(domain)
              : say.email,
      },
    ],
  };
  return {
    kind: 'one',
    name: 'approver',
    ...approveWords.who,
    error: problems.who === undefined ? undefined : say.who,
    options: [
      {
        value: 'me',
        text: approveWords.me,
        checked: typed.who === 'me',
        fields: [
          line('rank', {
            label: approveWords.rank.label,
            value: typed.rank,
            kind: problems.rank,
            missing: say.rank,
          }),
          line('name', {
            label: approveWords.name.label,
            value: typed.name,
            kind: problems.name,
            missing: say.name,
          }),
        ],
      },
      {
        value: 'other',
        text: approveWords.other,
        checked: typed.who === 'other',
        fields: [
          line('other-rank', {
            label: approveWords.rank.label,
            value: typed.otherRank,
            kind: problems.otherRank,
            missing: say.rank,
          }),
          line('other-name', {
            label: approveWords.name.label,
            value: typed.otherName,
            kind: problems.otherName,
            missing: say.name,
          }),
          {
            kind: 'date',
            name: 'approved',
            ...approveWords.on,
            parts: [part('day'), part('month'), part('year')],
            error:
              problems.on === undefined ? undefined : problems.on === 'must-be-past' ? say.onFuture : say.on,
          },
        ],
      },
      ...(canAsk ? [askOption] : []),
    ],
  };
}
