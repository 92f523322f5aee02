import { checkCode, sendCode } from '../../../shared/use-cases/send-code.ts';
import type { Form } from '../../../shared/use-cases/open-form.ts';
import { codePage, codeWords, maskedAddress } from '../../../shared/wording/en/form/other-ways.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { renderPage } from '../render.ts';
import { errorLinks, withForm, type PageContext } from './page-context.ts';

/** In a new browser: what others saved is shown only to whoever can read the recorded person's mail. */
export function showCode(context: PageContext): Promise<Reply> {
  return withForm(context, (form) =>
    form.session.verified ? Promise.resolve(redirectTo('/form')) : page(form, { sent: false }),
  );
}

export function requestCode(context: PageContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const outcome = await sendCode(form, context.service);
    const { problems } = codeWords;
    switch (outcome) {
      case 'sent':
        return page(form, { sent: true });
      case 'too-often':
        return page(form, { sent: true, error: problems.tooOften, status: 429 });
      case 'not-sent':
        return page(form, { sent: false, error: problems.notSent, status: 503 });
    }
  });
}

export function enterCode(context: PageContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const code = (await context.request.fields()).one('code');
    const { problems } = codeWords;
    if (code.trim() === '') return page(form, { sent: true, error: problems.missing, status: 400 });
    const outcome = await checkCode({ form, code }, context.service);
    switch (outcome) {
      case 'right':
        return redirectTo('/form');
      case 'wrong':
        return page(form, { sent: true, error: problems.wrong, status: 400 });
      case 'spent':
        return page(form, { sent: true, error: problems.spent, status: 400 });
    }
  });
}

async function page(form: Form, of: { sent: boolean; error?: string; status?: number }): Promise<Reply> {
  const { contact } = await form.details();
  const approval = form.record.approvals.find(({ id }) => id === form.session.approvalId);
  const address = maskedAddress(approval?.email ?? contact?.email ?? '');
  const field: Field = {
    kind: 'line',
    name: 'code',
    ...codeWords.code,
    width: 'code',
    numeric: true,
    autocomplete: 'one-time-code',
    error: of.sent ? of.error : undefined,
  };
  const errors = of.sent ? errorLinks([field]) : of.error === undefined ? [] : [{ text: of.error }];
  const body = renderPage({
    inForm: true,
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: codePage({ address, sent: of.sent }),
    errors,
    form: of.sent
      ? { action: '/form/code', fields: [field], buttons: [{ text: codeWords.show }] }
      : { action: '/form/code/send', fields: [], buttons: [{ text: codeWords.send }] },
    forms: of.sent ? [{ action: '/form/code/send', button: codeWords.again }] : [],
  });
  return html(body, of.status ?? 200);
}
