import { findUnconfirmed } from '../../../shared/domain/returns/rounds.ts';
import { questionIds, listQuestions } from '../../../shared/domain/returns/questions.ts';
import { type Form, buildQuestionContext } from '../../../shared/use-cases/form/open-form.ts';
import type { SentReturn } from '../../../shared/ports/form-reading.ts';
import { findLastAnswer } from '../../../shared/use-cases/form/save-answer.ts';
import { fingerprintAnswers } from '../../../shared/use-cases/form/submit-return.ts';
import { buttons, statusPageWords } from '../../../shared/wording/en/form/journey.ts';
import { confirmWords } from '../../../shared/wording/en/form/other-ways.ts';
import { checkPage, checkWords } from '../../../shared/wording/en/form/sending.ts';
import { answerKeys } from '../../../shared/wording/en/form/questions.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import type { Anchor, Row } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage, type PageView } from '../render.ts';
import { answerRows } from './answer-fields.ts';
import { codePath } from './code-step.ts';
import { unplacedBlocks } from './email-tasks.ts';
import { factsOf, withForm, type FormContext } from './page-context.ts';
import { sentRows } from './recommendation.ts';

type Section = NonNullable<PageView['sections']>[number];

/** Shows all answers before they are sent, with a link back to each one. */
export function showCheck(context: FormContext): Promise<Reply> {
  return withForm(context, (form) => checkReply(form, {}));
}

/** Shows the answers for checking. `notice` says why this page is shown instead of the requested one. */
export async function checkReply(
  form: Form,
  { notice, status }: { notice?: string; status?: number },
): Promise<Reply> {
  if (!form.isOpen) return redirectTo('/form');
  if (!canSeeAll(form)) return redirectTo(codePath('/form/check'));
  const details = await form.details();
  const facts = factsOf(form, details);
  const missing = form.asked
    .map(({ number }) => number)
    .filter((number) => form.drafts.get(number)?.complete !== true);
  const answered = form.asked.length - missing.length;
  const unconfirmed = findUnconfirmed(form.round);
  const waits = unconfirmed?.seen === fingerprintAnswers(form) ? unconfirmed : undefined;
  const body = renderPage(
    {
      about: aboutForm(form),
      simulated: form.record.followUp.simulated,
      back: '/form',
      page: checkPage(facts, {
        answered,
        missing,
        planMissing: isPlanMissing(form),
        waits: waits === undefined ? undefined : confirmWords.waits(waits),
      }),
      notice: notice === undefined ? undefined : { heading: notice, blocks: [] },
      sections: await draftSections(form, { changeable: true }),
      forms:
        waits === undefined
          ? []
          : [{ action: '/form/confirm', hidden: [seenField(form)], button: confirmWords.button }],
      after: [
        ...unplacedBlocks(form),
        ...(answered === 0
          ? []
          : [{ kind: 'button' as const, text: buttons.approval, href: '/form/approve' }]),
      ],
    },
    'answers.njk',
  );
  return html(body, status ?? 200);
}

/** Tells whether this browser may show everything that would be sent, including the names of the files. */
export function canSeeAll(form: Form): boolean {
  const marks = [...form.drafts.values(), form.whole, ...form.attachments].filter(
    (mark) => mark !== undefined,
  );
  return marks.every((mark) => form.canSee(mark));
}

export function seenField(form: Form): { name: string; value: string } {
  return { name: 'seen', value: fingerprintAnswers(form) };
}

/** Returns the answers of the draft. Each recommendation has a section, and the general answers have one. */
export async function draftSections(form: Form, shown: { changeable: boolean }): Promise<Section[]> {
  const sections: Section[] = [];
  for (const recommendation of form.asked) {
    const { number, title } = recommendation;
    const draft = form.drafts.get(number);
    const status = draft?.answer.status;
    const heading = `${number}. ${title}`;
    const change: Anchor = { text: buttons.change, href: `/form/recommendation/${number}`, about: heading };
    if (draft === undefined || status === undefined || !draft.complete) {
      sections.push({
        heading,
        rows: [
          withChange(
            { key: answerKeys.status, value: answerKeys.notAnswered },
            shown.changeable ? change : undefined,
          ),
        ],
      });
      continue;
    }
    const last = status === 'unchanged' ? await findLastAnswer(form, number) : undefined;
    const questions = listQuestions({
      ...buildQuestionContext(form, { recommendation, lastAnswer: last }),
      status,
    });
    const rows: Row[] =
      status === 'unchanged'
        ? [
            {
              key: answerKeys.status,
              value:
                form.lastReturn === undefined
                  ? ''
                  : statusPageWords.unchanged(londonDate(form.lastReturn.receivedAt)),
            },
            ...(last === undefined || !form.session.verified
              ? []
              : answerRows(
                  { ...last, words: { ...last.words, ...draft.answer.words }, terms: form.programme.terms },
                  questionIds,
                )),
          ]
        : answerRows(
            { ...draft.answer, status, terms: form.programme.terms },
            questions.map(({ id }) => id),
          );
    const officer = form.whole?.answer.officers[String(number)];
    if (officer !== undefined) rows.push({ key: answerKeys.officer(form.programme.terms), value: officer });
    sections.push({
      heading,
      rows: shown.changeable
        ? rows.map((row, index) =>
            withChange(row, index === 0 ? change : { ...change, href: `${change.href}/details` }),
          )
        : rows,
    });
  }
  return [...sections, wholeSection(form, shown)];
}

function wholeSection(form: Form, { changeable }: { changeable: boolean }): Section {
  const words = form.whole?.answer.words ?? {};
  const change = changeable
    ? { text: buttons.change, href: '/form/whole', about: checkWords.whole }
    : undefined;
  const contacts =
    words['contacts-right'] === undefined
      ? ''
      : words['contacts-right'] === 'yes'
        ? checkWords.contactsRight
        : (words['contacts-change'] ?? '');
  const rows: Row[] = [
    { key: answerKeys.officer(form.programme.terms), value: words.officer ?? answerKeys.notAnswered },
    { key: answerKeys.anythingElse, value: words['anything-else'] ?? '' },
    { key: answerKeys.contacts, value: contacts },
    {
      key: answerKeys.attachments,
      value: form.attachments.map(({ name }) => name).join('\n'),
    },
  ];
  return {
    heading: checkWords.whole,
    rows: rows.filter(({ value }) => value !== '').map((row) => withChange(row, change)),
  };
}

/** Returns the answers of a return that was sent. */
export function sentSections(form: Form, returned: SentReturn): Section[] {
  const sections: Section[] = form.record.recommendations.flatMap(({ number, title }) => {
    const answer = returned.sentAnswers.get(number);
    return answer === undefined
      ? []
      : [{ heading: `${number}. ${title}`, rows: sentRows(answer, form.programme) }];
  });
  return [...sections, { ...wholeSection(form, { changeable: false }) }];
}

function withChange(row: Row, change: Anchor | undefined): Row {
  return change === undefined
    ? row
    : { ...row, change: { ...change, about: `${row.key}, ${change.about ?? ''}` } };
}

function isPlanMissing(form: Form): boolean {
  return (
    form.attachments.length === 0 &&
    [...form.drafts.values()].some(
      ({ answer, complete }) =>
        complete && answer.words['plan-where'] === 'attached' && form.rule.form === 'action-plan',
    )
  );
}
