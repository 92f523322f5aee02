import { roleWith } from '../../../shared/domain/programme.ts';
import { wordsOfReport } from '../../../shared/use-cases/sending/words-of-report.ts';
import { stringifySetCookie } from 'cookie';
import type { StaffMember } from '../../../shared/domain/staff-member.ts';
import { bodyNameOn } from '../../../shared/domain/body.ts';
import type { Act } from '../../../shared/domain/form/may-act.ts';
import type { FormDetails } from '../../../shared/ports/form-reading.ts';
import type { FormRound } from '../../../shared/use-cases/form/form-round.ts';
import { TooManyClicks } from '../../../shared/use-cases/form/mail-permit.ts';
import {
  openExpiredForm,
  openForm,
  type ClosedReason,
  type Form,
} from '../../../shared/use-cases/form/open-form.ts';
import type { AskForApprovalDependencies } from '../../../shared/use-cases/form/ask-for-approval.ts';
import type { AttachFileDependencies } from '../../../shared/use-cases/form/attach-file.ts';
import type { ChangeRoundDependencies } from '../../../shared/use-cases/form/change-round.ts';
import type { AskHandoverDependencies } from '../../../shared/use-cases/handover/ask-handover.ts';
import type { RequestNewLinkDependencies } from '../../../shared/use-cases/form/request-new-link.ts';
import type { CodeDependencies } from '../../../shared/use-cases/form/send-code.ts';
import type { SubmitReturnDependencies } from '../../../shared/use-cases/form/submit-return.ts';
import type { FormFacts } from '../../../shared/wording/en/form/common.ts';
import {
  closedPage,
  closedWords,
  copyWords,
  leftPage,
  notTheirsPage,
  otherFormPage,
  tooOftenPage,
} from '../../../shared/wording/en/form/doors.ts';
import type { Block, Field } from '../../../shared/wording/form-page.ts';
import { html, type Reply } from '../reply.ts';
import { ABOUT, aboutForm, renderPage } from '../render.ts';
import type { FormFields, FormRequest } from '../request.ts';
import { requireCode } from './code-step.ts';
import type { CodeReason } from '../../../shared/wording/en/form/code.ts';

/** The dependencies of the form. */
export type FormService = SubmitReturnDependencies &
  CodeDependencies &
  RequestNewLinkDependencies &
  AskHandoverDependencies &
  ChangeRoundDependencies &
  AskForApprovalDependencies &
  AttachFileDependencies;

/** A request for a page. */
export interface PageContext {
  readonly request: FormRequest;
  readonly service: FormService;
  /** The named parts of the route's path, for example `number`. */
  readonly params: Readonly<Record<string, string>>;
}

export type Page = (context: PageContext) => Promise<Reply>;

/** A request for a page of a browser's form, with the act that the page is for. */
export interface FormContext extends PageContext {
  readonly act: Act;
}

export type FormPage = (context: FormContext) => Promise<Reply>;

/** Returns the cookie's name. The prefix limits it to this host and to HTTPS. A browser refuses it on plain HTTP (local). */
function cookieName(service: FormService): string {
  return isSecure(service) ? '__Host-revisit' : 'revisit';
}

export function sessionTokenOf({ request, service }: PageContext): string | undefined {
  return request.cookies[cookieName(service)];
}

export function sessionCookie(
  service: FormService,
  { value, maxAgeSeconds }: { value: string; maxAgeSeconds: number },
): string {
  return stringifySetCookie({
    name: cookieName(service),
    value,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: maxAgeSeconds,
    secure: isSecure(service),
  });
}

function isSecure({ publicUrl }: FormService): boolean {
  return publicUrl.startsWith('https:');
}

/** Answers with the form of this browser. Shows a page with help if there is no form, or if the act is not allowed. */
export async function withForm(
  context: FormContext,
  answer: AnswerForm,
  beforeCode: BeforeCode = toAct,
): Promise<Reply> {
  const opened = await openForm(context.service, { sessionToken: sessionTokenOf(context) });
  if (opened.kind === 'closed') return closedReply(context, { reason: opened.reason });
  return answerIfAllowed(context, { form: opened.form, answer, beforeCode });
}

type AnswerForm = (form: Form) => Promise<Reply>;

/**
 * Does what needs no code, before the page asks for the code. Returns why the code is asked for, or the page to show
 * instead.
 */
type BeforeCode = (form: Form) => Promise<Reply | CodeReason>;

const toAct: BeforeCode = () => Promise.resolve('to-act');

/** Checks whether the act is allowed before the page does anything. No other place checks it. */
async function answerIfAllowed(
  context: FormContext,
  { form, answer, beforeCode }: { form: Form; answer: AnswerForm; beforeCode: BeforeCode },
): Promise<Reply> {
  if (await isOfOtherForm(context, form)) return otherFormReply(context, form);
  try {
    switch (form.may(context.act)) {
      case 'yes':
        return await answer(form);
      case 'needs-code': {
        const why = await beforeCode(form);
        return typeof why === 'string' ? await requireCode(context, { form, answer, why }) : why;
      }
      case 'not-theirs':
        return html(renderPage({ about: aboutForm(form), page: notTheirsPage() }), 403);
      case 'has-left':
        return await closedReply(context, { reason: 'left' });
    }
  } catch (error) {
    if (error instanceof TooManyClicks) return tooOftenReply(context, { form, error });
    throw error;
  }
}

/**
 * Tells whether a page that was sent belongs to another form. One cookie holds one form. If someone has two reports and opens
 * the link of the second, the cookie holds the second. A page of the first in another tab must not change the second.
 */
async function isOfOtherForm({ request }: PageContext, { session }: Form): Promise<boolean> {
  if (request.method !== 'POST') return false;
  const fields = await request.fields();
  return fields.names.includes(ABOUT) && fields.one(ABOUT) !== session.followUpId;
}

async function otherFormReply(context: PageContext, { organisation }: Form): Promise<Reply> {
  const after = await typedBlocks(context, copyWords);
  return html(renderPage({ organisation, page: otherFormPage(), after }), 409);
}

/** Shows a page after too many clicks. Nothing was changed or sent. The page shows what was typed. */
async function tooOftenReply(
  context: PageContext,
  { form, error }: { form: Form; error: TooManyClicks },
): Promise<Reply> {
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    page: tooOftenPage({ tryAgainAt: error.tryAgainAt }),
    after: await typedBlocks(context, copyWords),
  });
  return html(body, 429);
}

/**
 * Does the same as `withForm`, for a page where people type. If a form expired less than a day ago, Revisit still keeps their
 * answer and offers a new link. Nobody loses text because a session ended while they typed.
 */
export async function withTypedForm(context: FormContext, answer: AnswerForm): Promise<Reply> {
  const { service } = context;
  const opened = await openForm(service, { sessionToken: sessionTokenOf(context) });
  if (opened.kind === 'open')
    return answerIfAllowed(context, { form: opened.form, answer, beforeCode: toAct });
  const late = await openExpiredForm(service, opened);
  if (late === undefined) return closedReply(context, { reason: opened.reason });
  const reply = await answerIfAllowed(context, { form: late, answer, beforeCode: toAct });
  return closedReply(context, { kept: reply.statusCode === 303 });
}

/** Shows that a form is closed, with the text that was being sent, so the reader can copy it. */
export async function closedReply(
  context: PageContext,
  { token, kept = false, reason }: { token?: string; kept?: boolean; reason?: ClosedReason } = {},
): Promise<Reply> {
  const after = await typedBlocks(context, kept ? closedWords.typedKept : closedWords.typedNote);
  const organisation = await context.service.settings.organisation();
  // Someone who left gets no new link, because they may not use the form.
  if (reason === 'left') return html(renderPage({ organisation, page: leftPage(), after }), 404);
  const body = renderPage({
    organisation,
    page: closedPage(),
    form: {
      action: token === undefined ? '/new-link' : `/f/${encodeURIComponent(token)}/new-link`,
      fields: [],
      buttons: [{ text: closedWords.button }],
    },
    after,
  });
  return html(body, 404);
}

/** Returns blocks with the text of a form that could not be accepted, so the reader can copy it. */
async function typedBlocks({ request }: PageContext, note: string): Promise<Block[]> {
  const typed = request.method === 'POST' ? typedTexts(await request.fields()) : [];
  if (typed.length === 0) return [];
  return [
    { kind: 'heading', text: closedWords.typed },
    { kind: 'paragraph', text: note },
    ...typed.map((text) => ({ kind: 'inset', text }) as const),
  ];
}

/** The fields that nobody types: choices, and values that the page itself added. */
const NOT_TYPED: ReadonlySet<string> = new Set([
  ABOUT,
  'approver',
  'code',
  'contacts-right',
  'evidence',
  'likelihood',
  'next',
  'officers-differ',
  'plan-where',
  'seen',
  'status',
  'to',
  'version',
  'way',
]);

/** Returns all text that was typed into a form, except the numbers of dates. */
function typedTexts(fields: FormFields): string[] {
  return fields.names
    .filter((name) => !NOT_TYPED.has(name))
    .map((name) => fields.one(name))
    .filter((text) => text.trim() !== '' && !/^\s*\d{1,4}\s*$/u.test(text));
}

export function factsOf(round: FormRound, { body, owner }: FormDetails): FormFacts {
  const { followUp } = round.record;
  return {
    report: {
      followUpId: followUp.id,
      bodyName: body === undefined ? followUp.forceId : bodyNameOn(body, followUp.publishedOn),
      ...wordsOfReport(round.programme),
      publishedOn: followUp.publishedOn,
      url: followUp.reportUrl,
    },
    round: round.rule,
    by: round.answerBy,
    today: round.today,
    asked: round.asked.length,
    prefilled: round.lastReturn !== undefined,
    organisation: round.organisation,
    owner: signatoryOf(owner),
    mailbox: roleWith(round.programme, 'mailbox')?.name,
  };
}

function signatoryOf(owner: StaffMember | undefined): { name: string; telephone: string } | undefined {
  return owner === undefined ? undefined : { name: owner.name, telephone: owner.telephone };
}

/**
 * Returns the version that a page showed. Its form sends the version back. A field that is missing or damaged counts as
 * "nothing was saved yet". So if something was, the page shows both texts and asks.
 */
export function versionOf(fields: FormFields): number {
  const typed = fields.one('version');
  return /^\d{1,9}$/u.test(typed) ? Number(typed) : 0;
}

/** Returns the entries of the error summary. Each one links to its input. */
export function errorLinks(fields: readonly Field[]): { text: string; href: string }[] {
  return fields.flatMap((field) => {
    const own = field.error === undefined ? [] : [{ text: field.error, href: `#${firstInputOf(field)}` }];
    const inner =
      field.kind === 'one' || field.kind === 'several'
        ? field.options.flatMap((option) => errorLinks(option.fields ?? []))
        : [];
    return [...own, ...inner];
  });
}

function firstInputOf(field: Field): string {
  if (field.kind !== 'month' && field.kind !== 'date') return field.name;
  return (field.parts.find((part) => part.wrong) ?? field.parts[0])?.name ?? field.name;
}
