import { stringifySetCookie } from 'cookie';
import type { StaffMember } from '../../../shared/domain/follow-up.ts';
import { forceNameOn } from '../../../shared/domain/follow-up.ts';
import { ServiceError } from '../../../shared/errors.ts';
import type { FormDetails } from '../../../shared/ports/form-reading.ts';
import { openForExpired, openForm, type Form, type FormRound } from '../../../shared/use-cases/open-form.ts';
import type { AskForApprovalDependencies } from '../../../shared/use-cases/ask-for-approval.ts';
import type { AttachFileDependencies } from '../../../shared/use-cases/attach-file.ts';
import type { ChangeRoundDependencies } from '../../../shared/use-cases/change-round.ts';
import type { PassOnDependencies } from '../../../shared/use-cases/pass-on.ts';
import type { NewLinkDependencies } from '../../../shared/use-cases/request-new-link.ts';
import type { CodeDependencies } from '../../../shared/use-cases/send-code.ts';
import type { SubmitReturnDependencies } from '../../../shared/use-cases/submit-return.ts';
import type { FormFacts } from '../../../shared/wording/en/form/common.ts';
import { closedPage, closedWords } from '../../../shared/wording/en/form/doors.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import type { FormFields, FormRequest } from '../request.ts';

/** What the form needs of the service. */
export type FormService = SubmitReturnDependencies &
  CodeDependencies &
  NewLinkDependencies &
  PassOnDependencies &
  ChangeRoundDependencies &
  AskForApprovalDependencies &
  AttachFileDependencies;

/** One request on its way to a page. */
export interface PageContext {
  readonly request: FormRequest;
  readonly service: FormService;
  /** What the route's path names, e.g. `number`. */
  readonly params: Readonly<Record<string, string>>;
}

export type Page = (context: PageContext) => Promise<Reply>;

/** Its prefix keeps the cookie to this host and to HTTPS; a browser refuses it on plain HTTP, as on one machine. */
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

/** Answers with the form of this browser; where it has none, with the page that helps. */
export async function withForm(context: PageContext, answer: (form: Form) => Promise<Reply>): Promise<Reply> {
  const opened = await openForm({ sessionToken: sessionTokenOf(context) }, context.service);
  if (opened.kind === 'closed') return closedReply(context);
  return answer(opened.form);
}

/**
 * As `withForm`, for a page on which words are typed: what arrives within a day after the form expired is still kept,
 * and a new link is offered. No word is lost by a session that ended while somebody typed.
 */
export async function withTypedForm(
  context: PageContext,
  answer: (form: Form) => Promise<Reply>,
): Promise<Reply> {
  const { service } = context;
  const opened = await openForm({ sessionToken: sessionTokenOf(context) }, service);
  if (opened.kind === 'open') return answer(opened.form);
  const late = await openForExpired(opened, service);
  if (late === undefined) return closedReply(context);
  const reply = await answer(late);
  return closedReply(context, { kept: reply.statusCode === 303 });
}

/** What a closed form says; words that were on their way are given back. */
export async function closedReply(
  { request }: PageContext,
  { token, kept = false }: { token?: string | undefined; kept?: boolean } = {},
): Promise<Reply> {
  const typed = request.method === 'POST' ? typedTexts(await request.fields()) : [];
  const body = renderPage({
    page: closedPage(),
    form: {
      action: token === undefined ? '/new-link' : `/f/${encodeURIComponent(token)}/new-link`,
      fields: [],
      buttons: [{ text: closedWords.button }],
    },
    after:
      typed.length === 0
        ? []
        : [
            { kind: 'heading', text: closedWords.typed },
            { kind: 'paragraph', text: kept ? closedWords.typedKept : closedWords.typedNote },
            ...typed.map((text) => ({ kind: 'inset', text }) as const),
          ],
  });
  return html(body, 404);
}

/** Everything longer than a choice that was typed into a form. */
function typedTexts(fields: FormFields): string[] {
  return fields.names
    .filter((name) => name !== 'version' && name !== 'next' && name !== 'seen')
    .map((name) => fields.one(name))
    .filter((text) => text.trim().includes(' '));
}

export function factsOf(round: FormRound, { force, owner }: FormDetails): FormFacts {
  const { followUp } = round.record;
  return {
    report: {
      forceName: force === undefined ? followUp.forceId : forceNameOn(force, followUp.publishedOn),
      subject: round.programme.subject,
      publishedOn: followUp.publishedOn,
      url: followUp.reportUrl,
    },
    round: round.roundId,
    by: round.answerBy,
    today: round.today,
    asked: round.asked.length,
    owner: signatoryOf(owner),
  };
}

function signatoryOf(owner: StaffMember | undefined): { name: string; telephone: string } | undefined {
  return owner === undefined ? undefined : { name: owner.name, telephone: owner.telephone };
}

/** The version of what a page showed, as its form sends it back. */
export function versionOf(fields: FormFields): number {
  const typed = fields.one('version');
  if (!/^\d{1,9}$/u.test(typed)) throw new ServiceError('bad-input', 'The form names no version.');
  return Number(typed);
}

/** The entries of the error summary, each leading to its input. */
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
