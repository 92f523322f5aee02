import { findUnconfirmed } from '../../../shared/domain/returns/rounds.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import type { Recommendation } from '../../../shared/domain/recommendation.ts';
import type { Act } from '../../../shared/domain/form/may-act.ts';
import { draftState, isAskedAgain } from '../../../shared/domain/form/form.ts';
import { findWholeProblems } from '../../../shared/domain/returns/answer-problems.ts';
import type { Form } from '../../../shared/use-cases/form/open-form.ts';
import { timescaleEndOf } from '../../../shared/use-cases/form/form-round.ts';
import { hasUnsentChanges } from '../../../shared/use-cases/form/submit-return.ts';
import { buttons, stateWords, taskListPage, taskListWords } from '../../../shared/wording/en/form/journey.ts';
import { emailWords } from '../../../shared/wording/en/form/emails.ts';
import type { Anchor, Block } from '../../../shared/wording/form-page.ts';
import { html, type Reply } from '../reply.ts';
import { confirmWords, withdrawWords } from '../../../shared/wording/en/form/other-ways.ts';
import { aboutForm, renderPage, type PageView, type TaskView } from '../render.ts';
import { listEmailLinks, listEmailTasks } from './email-tasks.ts';
import { factsOf, withForm, type FormContext } from './page-context.ts';

/** Shows every recommendation and its state, so people see at once what is left to do. */
export function showTaskList(context: FormContext): Promise<Reply> {
  return withForm(context, async (form) => {
    const details = await form.details();
    const facts = factsOf(form, details);
    const { round, drafts, isOpen } = form;
    const answered = form.asked.filter(({ number }) => drafts.get(number)?.complete === true).length;
    const sent = round.returns.at(-1);
    const again = isAskedAgain(round) ? round.askedAgain : undefined;
    const { approval, lastReturn } = form;
    const isHidden = hasHidden(form);
    const body = renderPage(
      {
        about: aboutForm(form),
        simulated: form.record.followUp.simulated,
        page: taskListPage(facts, {
          answered,
          sent:
            sent === undefined
              ? undefined
              : {
                  reference: sent.reference,
                  receivedAt: sent.receivedAt,
                  changeableUntil: form.changeableUntil,
                },
          isOpen,
          hasUnsentChanges: sent !== undefined && hasUnsentChanges(form),
          askedAgain: again === undefined ? undefined : { ...again, by: again.answerBy },
          hidden: isHidden,
          waitsFor: sent === undefined ? approval : undefined,
          moreTime: round.moreTime?.answer === undefined ? round.moreTime?.until : undefined,
          sentAnotherWay:
            round.sentAnotherWay === undefined
              ? 'no'
              : round.sentAnotherWay.unproved === true
                ? 'unproved'
                : 'proved',
          notRightPerson: round.notRightPerson !== undefined,
          unconfirmedSince: findUnconfirmed(round)?.saidAt,
          canRepeat: lastReturn === undefined ? undefined : londonDate(lastReturn.receivedAt),
        }),
        groups: [
          ...emailGroup(form),
          {
            id: 'recommendation',
            heading: taskListWords.recommendations,
            tasks: form.asked.map((recommendation) => taskOf(recommendation, form)),
          },
          {
            id: 'then',
            heading: taskListWords.send,
            tasks: closingTasks(form, answered),
          },
        ],
        after: [
          ...(findUnconfirmed(round) === undefined || !isOpen
            ? []
            : [{ kind: 'button' as const, text: confirmWords.link, href: '/form/check' }]),
          ...illustrativeNote(form),
          ...otherWays(form, isHidden),
        ],
        forms: [...withdrawals(form), { action: '/form/leave', button: buttons.leave }],
      },
      'task-list.njk',
    );
    return html(body);
  });
}

function taskOf(recommendation: Recommendation, form: Form): TaskView {
  const { number, title, timescale } = recommendation;
  const draft = form.drafts.get(number);
  const state = draftState(draft);
  const isAsked =
    isAskedAgain(form.round) && form.round.askedAgain?.recommendations.includes(number) === true;
  return {
    title: `${number}. ${title}`,
    hint:
      timescale === undefined
        ? undefined
        : taskListWords.timescale(timescale, timescaleEndOf(form, recommendation)),
    href: form.isOpen ? `/form/recommendation/${number}` : undefined,
    state: isAsked ? taskListWords.askedAgain : stateWords[state],
    colour: isAsked
      ? 'yellow'
      : state === 'not-started'
        ? 'blue'
        : state === 'in-progress'
          ? 'light-blue'
          : undefined,
  };
}

function emailGroup(form: Form): NonNullable<PageView['groups']> {
  const tasks = listEmailTasks(form);
  return tasks.length === 0 ? [] : [{ id: 'email', heading: emailWords.group, tasks }];
}

function closingTasks(form: Form, answered: number): TaskView[] {
  if (!form.isOpen) return [];
  const { whole } = form;
  // Words that came by email do not answer the questions of this page.
  const isWholeDone = whole !== undefined && findWholeProblems(whole.answer).length === 0;
  const plan: TaskView = {
    title: taskListWords.plan,
    hint: taskListWords.planHint(form.attachments.length),
    href: '/form/plan',
    state: form.attachments.length === 0 ? taskListWords.optional : stateWords.done,
  };
  return [
    ...(form.rule.form === 'action-plan' ? [plan] : []),
    {
      title: taskListWords.whole,
      hint: taskListWords.wholeHint,
      href: '/form/whole',
      state: isWholeDone ? stateWords.done : stateWords[whole === undefined ? 'not-started' : 'in-progress'],
      colour: isWholeDone ? undefined : whole === undefined ? 'blue' : 'light-blue',
    },
    answered === 0
      ? { title: taskListWords.check, state: taskListWords.notYet }
      : { title: taskListWords.check, href: '/form/check', state: taskListWords.ready, colour: 'blue' },
  ];
}

function illustrativeNote({ asked }: Form): Block[] {
  return asked.some(({ illustrative, timescale }) => illustrative && timescale !== undefined)
    ? [{ kind: 'paragraph', text: taskListWords.illustrative }]
    : [];
}

function otherWays(form: Form, isHidden: boolean): Block[] {
  const isAnswered = form.round.returns.length > 0;
  const items: Anchor[] = [
    ...(isHidden ? [{ text: taskListWords.seeSaved, href: '/form/code' }] : []),
    ...(mayDo(form, 'say-not-me') && form.round.notRightPerson === undefined
      ? [{ text: taskListWords.notMe, href: '/form/not-me' }]
      : []),
    ...(mayDo(form, 'change-who-answers') ? [{ text: taskListWords.passOn, href: '/form/pass-on' }] : []),
    ...(isAnswered || !mayDo(form, 'ask-for-time')
      ? []
      : [
          { text: taskListWords.moreTime, href: '/form/more-time' },
          { text: taskListWords.anotherWay, href: '/form/sent-another-way' },
        ]),
    { text: taskListWords.calendar, href: '/form/dates.ics' },
    ...listEmailLinks(form),
    ...(form.drafts.size > 0 ? [{ text: taskListWords.copy, href: '/form/copy' }] : []),
  ];
  return [
    { kind: 'heading', text: taskListWords.other },
    { kind: 'links', items },
  ];
}

/** Tells whether to offer an act. A reader who needs a code for it can still request one. */
function mayDo(form: Form, act: Act): boolean {
  return ['yes', 'needs-code'].includes(form.may(act));
}

/** Returns a button to withdraw a request for approval, if it was a mistake or went to the wrong person. */
function withdrawals(form: Form): NonNullable<PageView['forms']> {
  const { approval } = form;
  if (approval === undefined || form.round.returns.length > 0 || !mayDo(form, 'change-who-answers'))
    return [];
  return [{ action: `/form/approval/${approval.id}/withdraw`, button: withdrawWords.button }];
}

/** Whether something was saved that this browser may not show without a code. */
function hasHidden(form: Form): boolean {
  const marks = [...form.drafts.values(), ...form.carried.values(), form.whole].filter(
    (mark) => mark !== undefined,
  );
  return (
    marks.some((mark) => !form.canSee(mark)) ||
    (form.emails.length > 0 && form.may('see-saved') !== 'yes') ||
    (form.lastReturn !== undefined && !form.session.verified)
  );
}
