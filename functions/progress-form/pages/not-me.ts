import type { FieldProblem } from '../../../shared/domain/returns/answer-problems.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { sayNotMe } from '../../../shared/use-cases/form/say-not-me.ts';
import {
  backToForm,
  notMePage,
  notMeSaidPage,
  notMeWords,
} from '../../../shared/wording/en/form/other-ways.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

/** Shows the page for saying that the reader is not the right person to ask. It needs no code. */
export function showNotMe(context: FormContext): Promise<Reply> {
  return withForm(context, (form) =>
    form.round.notRightPerson === undefined
      ? page(form, { who: '', problems: [] })
      : Promise.resolve(said(form)),
  );
}

export function answerNotMe(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const who = (await context.request.fields()).one('who');
    const problems = await sayNotMe(context.service, { form, who });
    return problems.length > 0 ? page(form, { who, problems }) : said(form);
  });
}

function said(form: Form): Reply {
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    page: notMeSaidPage(),
    after: [{ kind: 'links', items: [backToForm] }],
  });
  return html(body);
}

async function page(
  form: Form,
  { who, problems }: { who: string; problems: readonly FieldProblem<'who'>[] },
): Promise<Reply> {
  const fields: Field[] = [
    {
      kind: 'line',
      name: 'who',
      ...notMeWords.who,
      value: who,
      error: problems.length > 0 ? notMeWords.tooLong : undefined,
    },
  ];
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: notMePage(factsOf(form, await form.details())),
    errors: errorLinks(fields),
    form: { action: '/form/not-me', fields, buttons: [{ text: notMeWords.button }] },
  });
  return html(body, problems.length > 0 ? 400 : 200);
}
