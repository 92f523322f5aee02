import { waysSent } from '../../../shared/domain/form/form.ts';
import type { FieldProblem } from '../../../shared/domain/returns/answer-problems.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { saySentAnotherWay } from '../../../shared/use-cases/form/say-sent-another-way.ts';
import {
  anotherWayPage,
  anotherWaySaidPage,
  anotherWayWords,
  backToForm,
} from '../../../shared/wording/en/form/other-ways.ts';
import type { Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { codePath } from './code-step.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

interface Typed {
  readonly way: string;
  readonly details: string;
}

/** Shows the page for saying that the return was sent another way. With a code, the reminders then stop. */
export function showAnotherWay(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => {
    if (form.round.returns.length > 0) return Promise.resolve(redirectTo('/form'));
    return page(form, { typed: saidBefore(form), problems: [] });
  });
}

/** Returns what was said before, so that somebody who has entered a code can say it again. */
function saidBefore({ round, session }: Form): Typed {
  if (!session.verified) return { way: '', details: '' };
  const [way = '', ...details] = (round.sentAnotherWay?.how ?? '').split(': ');
  return { way, details: details.join(': ') };
}

export function answerAnotherWay(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    if (form.round.returns.length > 0) return redirectTo('/form');
    const fields = await context.request.fields();
    const typed: Typed = { way: fields.one('way'), details: fields.one('details') };
    const problems = await saySentAnotherWay(context.service, { form, ...typed });
    if (problems.length > 0) return page(form, { typed, problems });
    const body = renderPage({
      about: aboutForm(form),
      simulated: form.record.followUp.simulated,
      page: anotherWaySaidPage({ isProved: form.session.verified }),
      after: [
        {
          kind: 'links',
          items: [
            ...(form.session.verified
              ? []
              : [{ text: anotherWayWords.prove, href: codePath('/form/sent-another-way') }]),
            backToForm,
          ],
        },
      ],
    });
    return html(body);
  });
}

async function page(
  form: Form,
  { problems, typed }: { typed: Typed; problems: readonly FieldProblem<'way' | 'details'>[] },
): Promise<Reply> {
  const { problems: say, way, ways, details, button } = anotherWayWords;
  const wrong = (field: 'way' | 'details') => problems.find((problem) => problem.field === field);
  const wrongDetails = wrong('details');
  const fields: Field[] = [
    {
      kind: 'one',
      name: 'way',
      ...way,
      error: wrong('way') === undefined ? undefined : say.way,
      options: waysSent.map((value) => ({ value, text: ways[value], checked: typed.way === value })),
    },
    {
      kind: 'line',
      name: 'details',
      ...details,
      value: typed.details,
      error:
        wrongDetails === undefined
          ? undefined
          : wrongDetails.kind === 'too-long'
            ? say.detailsLong
            : say.details,
    },
  ];
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: anotherWayPage(factsOf(form, await form.details()), { isProved: form.session.verified }),
    errors: errorLinks(fields),
    form: { action: '/form/sent-another-way', fields, buttons: [{ text: button }] },
  });
  return html(body, problems.length > 0 ? 400 : 200);
}
