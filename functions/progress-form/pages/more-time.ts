import { addWorkingDays } from '../../../shared/domain/clocks/calendar.ts';
import { OWNER_ANSWERS_WORKING_DAYS } from '../../../shared/domain/form/form.ts';
import { LONGEST_TEXT, type FieldProblem } from '../../../shared/domain/returns/answer-problems.ts';
import { askForMoreTime } from '../../../shared/use-cases/form/ask-for-more-time.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import {
  backToForm,
  moreTimeAskedPage,
  moreTimePage,
  moreTimeWords,
} from '../../../shared/wording/en/form/other-ways.ts';
import { monthParts } from '../../../shared/wording/en/form/questions.ts';
import type { DatePart, Field } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage } from '../render.ts';
import { readTypedDate } from './dates.ts';
import { errorLinks, factsOf, withForm, type FormContext } from './page-context.ts';

interface Typed {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly reason: string;
}

const NOTHING: Typed = { day: '', month: '', year: '', reason: '' };

/** Shows the page for asking for more time. It asks for a new date and the reason. */
export function showMoreTime(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => {
    if (form.round.returns.length > 0) return Promise.resolve(redirectTo('/form'));
    return page(form, { typed: NOTHING, problems: [] });
  });
}

export function answerMoreTime(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    if (form.round.returns.length > 0) return redirectTo('/form');
    const fields = await context.request.fields();
    const typed: Typed = {
      day: fields.one('until-day'),
      month: fields.one('until-month'),
      year: fields.one('until-year'),
      reason: fields.one('reason'),
    };
    const until = readTypedDate(typed);
    const problems = await askForMoreTime(context.service, { form, until, reason: typed.reason });
    if (problems.length > 0 || until === undefined) return page(form, { typed, problems });
    const answerBy = addWorkingDays(form.today, {
      days: OWNER_ANSWERS_WORKING_DAYS,
      calendar: form.calendar,
    });
    const body = renderPage({
      about: aboutForm(form),
      simulated: form.record.followUp.simulated,
      page: moreTimeAskedPage({ until, answerBy }),
      after: [{ kind: 'links', items: [backToForm] }],
    });
    return html(body);
  });
}

async function page(
  form: Form,
  { problems, typed }: { typed: Typed; problems: readonly FieldProblem<'until' | 'reason'>[] },
): Promise<Reply> {
  const { problems: say, until, reason, button } = moreTimeWords;
  const wrongDate = problems.find(({ field }) => field === 'until');
  const wrongReason = problems.find(({ field }) => field === 'reason');
  const part = (name: 'day' | 'month' | 'year'): DatePart => ({
    name: `until-${name}`,
    label: monthParts[name],
    value: typed[name],
    wrong: wrongDate !== undefined,
    digits: name === 'year' ? 4 : 2,
  });
  const fields: Field[] = [
    {
      kind: 'date',
      name: 'until',
      label: until.label,
      hint: until.hint(form.answerBy.add({ days: 14 })),
      parts: [part('day'), part('month'), part('year')],
      error:
        wrongDate === undefined
          ? undefined
          : wrongDate.kind === 'not-a-date'
            ? say.until
            : wrongDate.kind === 'too-long'
              ? say.untilFar
              : say.untilPast(form.answerBy),
    },
    {
      kind: 'text',
      name: 'reason',
      ...reason,
      value: typed.reason,
      rows: 3,
      longest: LONGEST_TEXT,
      error:
        wrongReason === undefined ? undefined : wrongReason.kind === 'too-long' ? say.reasonLong : say.reason,
    },
  ];
  const body = renderPage({
    about: aboutForm(form),
    back: '/form',
    simulated: form.record.followUp.simulated,
    page: moreTimePage(factsOf(form, await form.details())),
    errors: errorLinks(fields),
    form: { action: '/form/more-time', fields, buttons: [{ text: button }] },
  });
  return html(body, problems.length > 0 ? 400 : 200);
}
