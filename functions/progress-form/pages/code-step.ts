import {
  checkCode,
  findCodeRecipient,
  sendCode,
  type CodeDependencies,
  type SentCode,
} from '../../../shared/use-cases/form/send-code.ts';
import { verifyForm, type Form } from '../../../shared/use-cases/form/open-form.ts';
import { whoToAsk } from '../../../shared/wording/en/form/common.ts';
import {
  codePage,
  codeProblem,
  codeWords,
  maskedAddress,
  type CodeReason,
} from '../../../shared/wording/en/form/code.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { ABOUT, aboutForm, renderPage } from '../render.ts';
import type { FormFields, FormRequest } from '../request.ts';

const TOO_OFTEN = 429;

/** Matches our own pages only. A forged link cannot lead a reader to another site. */
const OWN_PATH = /^\/form(?:\/[a-z0-9-]+)*$/u;

/** Returns the address that asks for the code. After the code, the reader goes to `backTo`. */
export function codePath(backTo: string): string {
  return `/form/code?to=${encodeURIComponent(backTo)}`;
}

/** Returns the page to go to after the code. It is the task list if `typed` is not one of our own pages. */
export function readBackPath(typed: string | null): string {
  return typed !== null && OWN_PATH.test(typed) && typed !== '/form/code' ? typed : '/form';
}

/**
 * Asks for a code before an act that a link alone does not allow. If the request only opens a page, the browser opens that
 * page again after the code. If it sends a form, Revisit keeps the typed text and accepts the form as soon as the code is right.
 */
export async function requireCode(
  { request, service }: { request: FormRequest; service: CodeDependencies },
  { form, answer, why }: { form: Form; answer: (form: Form) => Promise<Reply>; why: CodeReason },
): Promise<Reply> {
  if (request.method === 'GET') return redirectTo(codePath(request.path));
  const fields = await request.fields();
  const ask = (asking: { sent: boolean; error?: string; status: number }): Promise<Reply> =>
    codeReply(form, { ...asking, action: request.path, kept: keptOf(fields), why });
  if (fields.one('next') === 'send-code') {
    const outcome = await sendCode(service, form);
    return ask(describeSentCode(outcome));
  }
  if (!fields.names.includes('code')) return ask({ sent: false, status: 403 });
  const code = fields.one('code');
  if (code.trim() === '') return ask({ sent: true, error: codeWords.problems.missing, status: 400 });
  const outcome = await checkCode(service, { form, code });
  if (outcome !== 'right') return ask({ sent: true, error: codeWords.problems[outcome], status: 400 });
  return answer(verifyForm(form));
}

/** Returns what to show after Revisit tried to send a code. */
export function describeSentCode(outcome: SentCode): { sent: boolean; error?: string; status: number } {
  const error = codeProblem(outcome);
  if (error === undefined) return { sent: true, status: 200 };
  return outcome.kind === 'too-often'
    ? { sent: true, error, status: TOO_OFTEN }
    : { sent: false, error, status: 409 };
}

interface Hidden {
  readonly name: string;
  readonly value: string;
}

/** Returns everything that was typed, except the code. Hidden fields that every form has are added again later. */
function keptOf(fields: FormFields): Hidden[] {
  return fields.names
    .filter((name) => ![ABOUT, 'code', 'next'].includes(name))
    .flatMap((name) => fields.all(name).map((value) => ({ name, value })));
}

/** Shows the page for requesting and entering a code. */
export async function codeReply(
  form: Form,
  {
    action,
    sendAction = action,
    sent,
    error,
    why,
    kept,
    status,
  }: {
    action: string;
    /** The address that sends another code. By default it is the same as `action`. */
    sendAction?: string;
    kept: readonly Hidden[];
    why: CodeReason;
    sent: boolean;
    error?: string;
    status: number;
  },
): Promise<Reply> {
  const { owner } = await form.details();
  const address = maskedAddress(findCodeRecipient(form)?.address ?? '');
  const field: Field = {
    kind: 'line',
    name: 'code',
    ...codeWords.code,
    width: 'code',
    numeric: true,
    autocomplete: 'one-time-code',
    error: sent ? error : undefined,
  };
  const errors = error === undefined ? [] : [{ text: error, ...(sent ? { href: '#code' } : {}) }];
  // If a form was filled in, a second button of that form requests a code. So nothing that was typed is lost.
  const isOwnPage = sendAction !== action;
  const value = 'send-code';
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: codePage({
      address,
      sent: status === TOO_OFTEN ? 'not-this-time' : sent ? 'yes' : 'no',
      why,
    }),
    errors,
    form: sent
      ? {
          action,
          hidden: kept,
          fields: [field],
          buttons: [
            { text: codeWords.enter[why] },
            ...(isOwnPage ? [] : [{ text: codeWords.again, value, secondary: true }]),
          ],
        }
      : {
          action: sendAction,
          hidden: kept,
          fields: [],
          buttons: [isOwnPage ? { text: codeWords.send } : { text: codeWords.send, value }],
        },
    forms: [
      ...(sent && isOwnPage ? [{ action: sendAction, hidden: kept, button: codeWords.again }] : []),
      // Codes are counted for each link. Someone else with this link may have used all of them.
      ...(status === TOO_OFTEN ? [{ action: '/new-link', button: codeWords.newLink }] : []),
    ],
    after: [{ kind: 'paragraph', text: whoToAsk(ownerWithTelephone(owner)) }],
  });
  return html(body, status);
}

function ownerWithTelephone(
  owner: { name: string; telephone: string } | undefined,
): { name: string; telephone: string } | undefined {
  return owner === undefined ? undefined : { name: owner.name, telephone: owner.telephone };
}
