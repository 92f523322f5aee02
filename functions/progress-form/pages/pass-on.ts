import { mailDomain } from '../../../shared/domain/form/form.ts';
import { tidyName } from '../../../shared/domain/people/person-name.ts';
import type { FieldProblem, ProblemKind } from '../../../shared/domain/returns/answer-problems.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { askHandover, type Colleague } from '../../../shared/use-cases/handover/ask-handover.ts';
import { passedOnPage, passOnPage, passOnWords } from '../../../shared/wording/en/form/other-ways.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

/** Shows the page for passing the form to a colleague. */
export function showPassOn(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => page(form, { typed: { name: '', email: '' }, problems: [] }));
}

export function answerPassOn(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const fields = await context.request.fields();
    const colleague: Colleague = {
      name: tidyName(fields.one('name')),
      email: fields.one('email').trim(),
    };
    const passed = await askHandover(context.service, { form, colleague });
    if (passed.kind === 'invalid') return page(form, { typed: colleague, problems: passed.problems });
    const answerBy = passed.kind === 'awaits-approval' ? passed.answerBy : undefined;
    return html(
      renderPage({ organisation: form.organisation, page: passedOnPage({ name: colleague.name, answerBy }) }),
    );
  });
}

async function page(
  form: Form,
  { problems, typed }: { typed: Colleague; problems: readonly FieldProblem<keyof Colleague>[] },
): Promise<Reply> {
  const details = await form.details();
  const { problems: say } = passOnWords;
  const name = problems.find(({ field }) => field === 'name');
  const email = problems.find(({ field }) => field === 'email');
  const fields: Field[] = [
    {
      kind: 'line',
      name: 'name',
      ...passOnWords.name,
      value: typed.name,
      error: name === undefined ? undefined : nameError(name.kind),
    },
    {
      kind: 'line',
      name: 'email',
      ...passOnWords.email,
      inputType: 'email',
      value: typed.email,
      error: email === undefined ? undefined : say.email,
    },
  ];
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: passOnPage(factsOf(form, details), { domain: mailDomain(details.contact?.email ?? '') }),
    errors: errorLinks(fields),
    form: { action: '/form/pass-on', fields, buttons: [{ text: passOnWords.button }] },
  });
  return html(body, problems.length > 0 ? 400 : 200);
}

function nameError(kind: ProblemKind): string {
  const { problems: say } = passOnWords;
  return kind === 'too-long' ? say.nameLong : kind === 'not-a-name' ? say.notAName : say.name;
}
