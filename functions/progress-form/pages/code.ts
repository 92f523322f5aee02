import { checkCode, sendCode } from '../../../shared/use-cases/form/send-code.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { codeWords } from '../../../shared/wording/en/form/code.ts';
import { redirectTo, type Reply } from '../reply.ts';
import { describeSentCode, codeReply, readBackPath } from './code-step.ts';
import { withForm, type FormContext } from './page-context.ts';

/** Asks a new browser for a code. It proves that the reader can read the recorded person's mail before answers are shown. */
export function showCode(context: FormContext): Promise<Reply> {
  const back = readBackPath(context.request.query.get('to'));
  return withForm(context, (form) =>
    form.session.verified
      ? Promise.resolve(redirectTo(back))
      : page(form, { back, sent: false, status: 200 }),
  );
}

export function requestCode(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const back = readBackPath((await context.request.fields()).one('to'));
    const outcome = await sendCode(context.service, form);
    return page(form, { back, ...describeSentCode(outcome) });
  });
}

export function enterCode(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const fields = await context.request.fields();
    const back = readBackPath(fields.one('to'));
    const code = fields.one('code');
    const { problems } = codeWords;
    if (code.trim() === '') return page(form, { back, sent: true, error: problems.missing, status: 400 });
    const outcome = await checkCode(context.service, { form, code });
    if (outcome === 'right') return redirectTo(back);
    return page(form, { back, sent: true, error: problems[outcome], status: 400 });
  });
}

function page(
  form: Form,
  { back, ...of }: { back: string; sent: boolean; error?: string; status: number },
): Promise<Reply> {
  return codeReply(form, {
    ...of,
    action: '/form/code',
    sendAction: '/form/code/send',
    kept: [{ name: 'to', value: back }],
    why: showsSaved(back) ? 'to-see' : 'to-act',
  });
}

/** Tells whether a page only shows saved answers. The other pages send mail, or change who answers. */
function showsSaved(path: string): boolean {
  return !['/form/pass-on', '/form/more-time', '/form/sent-another-way'].includes(path);
}
