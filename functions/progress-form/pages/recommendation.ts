import type { Programme } from '../../../shared/domain/programme.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import type { Recommendation } from '../../../shared/domain/recommendation.ts';
import { isAskedAgain, isReadFromEmail, type Draft } from '../../../shared/domain/form/form.ts';
import { questionIds, listQuestions } from '../../../shared/domain/returns/questions.ts';
import {
  answerFields,
  answerStatuses,
  evidenceKinds,
  type Answer,
  type AnswerField,
  type SentAnswer,
  type StatusChoice,
} from '../../../shared/domain/answer.ts';
import {
  findSavedAnswer,
  buildQuestionContext,
  type Form,
} from '../../../shared/use-cases/form/open-form.ts';
import { timescaleEndOf } from '../../../shared/use-cases/form/form-round.ts';
import { findLastAnswer, saveDetails, saveStatus } from '../../../shared/use-cases/form/save-answer.ts';
import {
  buttons,
  detailsPageWords,
  emailedWords,
  recommendationBlock,
  recommendationHeading,
  statusPageWords,
} from '../../../shared/wording/en/form/journey.ts';
import { answerKeys, statusWords } from '../../../shared/wording/en/form/questions.ts';
import type { Block, Field, Option } from '../../../shared/wording/form-page.ts';
import { html, redirectTo, type Reply } from '../reply.ts';
import { aboutForm, renderPage, type PageView } from '../render.ts';
import { answerFieldsFor, answerRows, type Typed } from './answer-fields.ts';
import { codePath } from './code-step.ts';
import { conflictNotice } from './conflict-notice.ts';
import { errorLinks, versionOf, withForm, withTypedForm, type FormContext } from './page-context.ts';
import { notFound } from './static.ts';
import { checkSight, type Unseen } from './unseen.ts';

type RecommendationPage = { readonly form: Form; readonly recommendation: Recommendation };

/** Shows the first page of a recommendation: "Where are you with this?" */
export function showStatus(context: FormContext): Promise<Reply> {
  return withRecommendation(context, async (scene) => {
    const { form, recommendation } = scene;
    if (isHidden(scene)) return redirectTo(codePath(pathOf(scene)));
    const chosen = findSavedAnswer(form, recommendation.number)?.answer.status;
    const version = form.drafts.get(recommendation.number)?.version ?? 0;
    return statusPage(scene, { chosen, version });
  });
}

export function answerStatus(context: FormContext): Promise<Reply> {
  return withTypedRecommendation(context, async (scene) => {
    const { form } = scene;
    if (isHidden(scene)) return redirectTo(codePath(pathOf(scene)));
    const fields = await context.request.fields();
    const version = versionOf(fields);
    const chosen = statusNamed(fields.one('status'));
    if (chosen === undefined || (chosen === 'unchanged' && form.lastReturn === undefined)) {
      return statusPage(scene, { chosen: undefined, version, error: statusPageWords.missing });
    }
    const saved = await saveStatus(context.service, { ...scene, status: chosen, version });
    if (saved.kind === 'conflict') {
      return statusPage(scene, { chosen, version: saved.theirs?.version ?? 0, theirs: saved.theirs });
    }
    const isAllSaid = saved.kind === 'saved' && chosen === 'unchanged' && saved.complete;
    return redirectTo(isAllSaid ? nextPath(scene) : `${pathOf(scene)}/details`);
  });
}

/** Tells whether an answer was saved that this browser may not show or reuse. */
function isHidden({ form, recommendation }: RecommendationPage): boolean {
  const known = findSavedAnswer(form, recommendation.number);
  return known !== undefined && !form.canSee(known);
}

/** Shows the second page, with only the questions that the answer needs. */
export function showDetails(context: FormContext): Promise<Reply> {
  return withRecommendation(context, async (scene) => {
    const { form, recommendation } = scene;
    const draft = form.drafts.get(recommendation.number);
    if (draft?.answer.status === undefined) return redirectTo(pathOf(scene));
    if (!form.canSee(draft)) return redirectTo(codePath(`${pathOf(scene)}/details`));
    const answer = await prefillAnswer(scene, draft);
    return detailsPage(scene, {
      status: draft.answer.status,
      version: draft.version,
      typed: { ...answer, problems: [], today: form.today, terms: form.programme.terms },
    });
  });
}

export function answerDetails(context: FormContext): Promise<Reply> {
  return withTypedRecommendation(context, async (opened) => {
    const draft = opened.form.drafts.get(opened.recommendation.number);
    const fields = await context.request.fields();
    // Use the status that the page showed. Someone else may have saved another one since.
    const status = statusNamed(fields.one('status')) ?? draft?.answer.status;
    if (status === undefined) return redirectTo(pathOf(opened));
    const words: Partial<Record<AnswerField, string>> = {};
    for (const name of answerFields) if (fields.names.includes(name)) words[name] = fields.one(name);
    const evidence = evidenceKinds.filter((kind) => fields.all('evidence').includes(kind));
    const version = versionOf(fields);
    const typed: Typed = {
      words,
      evidence,
      problems: [],
      today: opened.form.today,
      terms: opened.form.programme.terms,
    };
    const sight = await checkSight({ form: opened.form, mark: draft, fields }, context.service);
    if (sight.kind === 'unseen') {
      return detailsPage(opened, { status, version, typed, unseen: sight.unseen });
    }
    const scene: RecommendationPage = { ...opened, form: sight.form };
    const later = fields.one('next') === 'later';
    const saved = await saveDetails(context.service, { ...scene, status, words, evidence, later, version });
    switch (saved.kind) {
      case 'invalid':
        return detailsPage(scene, { status, version, typed: { ...typed, problems: saved.problems } });
      case 'conflict':
        return detailsPage(scene, {
          status,
          version: saved.theirs?.version ?? 0,
          typed,
          theirs: saved.theirs,
        });
      case 'saved':
        if (later) return redirectTo('/form');
        return redirectTo(needsPlan(scene, words) ? '/form/plan' : nextPath(scene));
    }
  });
}

type AnswerScene = (scene: RecommendationPage) => Promise<Reply>;

function withRecommendation(context: FormContext, answer: AnswerScene): Promise<Reply> {
  return withForm(context, (form) => answerFor(context, { form, answer }));
}

function withTypedRecommendation(context: FormContext, answer: AnswerScene): Promise<Reply> {
  return withTypedForm(context, (form) => answerFor(context, { form, answer }));
}

async function answerFor(
  { params }: FormContext,
  { form, answer }: { form: Form; answer: AnswerScene },
): Promise<Reply> {
  const recommendation = form.asked.find(({ number }) => String(number) === params['number']);
  if (recommendation === undefined) return notFound();
  if (!form.isOpen) return redirectTo('/form');
  return answer({ form, recommendation });
}

async function statusPage(
  scene: RecommendationPage,
  {
    chosen,
    error,
    theirs,
    version,
  }: { chosen: StatusChoice | undefined; version: number; error?: string; theirs?: Draft },
): Promise<Reply> {
  const { form, recommendation } = scene;
  const { lastReturn } = form;
  const options: Option[] = answerStatuses.map((value) => ({
    value,
    text: statusWords[value],
    checked: chosen === value,
  }));
  if (lastReturn !== undefined) {
    options.push({
      value: 'unchanged',
      text: statusPageWords.unchanged(londonDate(lastReturn.receivedAt)),
      checked: chosen === 'unchanged',
    });
  }
  const field: Field = {
    kind: 'one',
    name: 'status',
    label: statusPageWords.question,
    error,
    options,
  };
  return page(scene, {
    status: error === undefined ? 200 : 400,
    back: '/form',
    blocks: [
      recommendationBlock(recommendation, timescaleEndOf(form, recommendation)),
      ...askedAgainBlocks(scene),
      ...(await lastAnswerBlocks(scene)),
      ...emailedBlocks(scene),
    ],
    notice: theirs === undefined ? undefined : conflictNotice(theirs, form),
    field: [field],
    version,
    action: pathOf(scene),
    buttons: [{ text: buttons.goOn }],
  });
}

async function detailsPage(
  scene: RecommendationPage,
  {
    status,
    typed,
    theirs,
    unseen,
    version,
  }: {
    status: StatusChoice;
    version: number;
    typed: Typed;
    theirs?: Draft;
    unseen?: Unseen;
  },
): Promise<Reply> {
  const { form, recommendation } = scene;
  const lastAnswer = status === 'unchanged' ? await findLastAnswer(form, recommendation.number) : undefined;
  const questions = listQuestions({ ...buildQuestionContext(form, { recommendation, lastAnswer }), status });
  const said =
    status === 'unchanged' && form.lastReturn !== undefined
      ? statusPageWords.unchanged(londonDate(form.lastReturn.receivedAt))
      : status === 'unchanged'
        ? ''
        : statusWords[status];
  return page(scene, {
    status: typed.problems.length > 0 ? 400 : theirs === undefined && unseen === undefined ? 200 : 409,
    back: pathOf(scene),
    blocks: [
      recommendationBlock(recommendation, timescaleEndOf(form, recommendation)),
      ...askedAgainBlocks(scene),
      {
        kind: 'answers',
        rows: [
          {
            key: answerKeys.status,
            value: said,
            change: {
              text: detailsPageWords.changeStatus,
              href: pathOf(scene),
              about: detailsPageWords.changeStatusAbout,
            },
          },
        ],
      },
      ...(await lastAnswerBlocks(scene)),
      ...emailedBlocks(scene),
    ],
    notice: unseen?.notice ?? (theirs === undefined ? undefined : conflictNotice(theirs, form)),
    field: [...answerFieldsFor(questions, typed), ...(unseen === undefined ? [] : [unseen.field])],
    version,
    said: status,
    action: `${pathOf(scene)}/details`,
    buttons: unseen?.buttons ?? [
      { text: buttons.save },
      { text: buttons.later, value: 'later', secondary: true },
    ],
  });
}

function page(
  { form, recommendation }: RecommendationPage,
  {
    back,
    blocks,
    field,
    notice,
    action,
    version,
    said,
    buttons,
    status,
  }: {
    status: number;
    back: string;
    blocks: readonly Block[];
    notice: PageView['notice'];
    field: readonly Field[];
    version: number;
    said?: StatusChoice;
    action: string;
    buttons: NonNullable<PageView['form']>['buttons'];
  },
): Reply {
  const body = renderPage({
    about: aboutForm(form),
    simulated: form.record.followUp.simulated,
    back,
    page: {
      title: `${recommendationHeading(recommendation)}: ${recommendation.title}`,
      caption: recommendationHeading(recommendation),
      heading: recommendation.title,
      blocks,
    },
    errors: errorLinks(field),
    notice,
    form: {
      action,
      hidden: [
        { name: 'version', value: String(version) },
        ...(said === undefined ? [] : [{ name: 'status', value: said }]),
      ],
      fields: field,
      buttons,
    },
  });
  return html(body, status);
}

/** Returns earlier text: from this round, from a round it absorbed, or from the last return under the same status. */
async function prefillAnswer(
  { form, recommendation }: RecommendationPage,
  draft: Draft,
): Promise<Pick<Answer, 'words' | 'evidence'>> {
  const isFresh = Object.keys(draft.answer.words).length === 0 && draft.answer.evidence.length === 0;
  if (!isFresh || !form.session.verified || draft.answer.status === 'unchanged') return draft.answer;
  const last = await findLastAnswer(form, recommendation.number);
  return last === undefined || last.status !== draft.answer.status ? draft.answer : last;
}

async function lastAnswerBlocks({ form, recommendation }: RecommendationPage): Promise<Block[]> {
  const { lastReturn } = form;
  if (lastReturn === undefined) return [];
  const on = londonDate(lastReturn.receivedAt);
  if (!form.session.verified) {
    return [
      { kind: 'paragraph', text: statusPageWords.lastTimeHidden(on) },
      {
        kind: 'links',
        items: [
          { text: statusPageWords.getCode, href: codePath(`/form/recommendation/${recommendation.number}`) },
        ],
      },
    ];
  }
  const last = await findLastAnswer(form, recommendation.number);
  if (last === undefined) return [];
  return [
    {
      kind: 'details',
      summary: statusPageWords.lastTime(on),
      blocks: [{ kind: 'answers', rows: sentRows(last, form.programme) }],
    },
  ];
}

export function sentRows(answer: SentAnswer, { terms }: Programme): ReturnType<typeof answerRows> {
  const rows = answerRows({ ...answer, terms }, questionIds);
  if (answer.unchangedSince === undefined) return rows;
  return [{ key: answerKeys.status, value: answerKeys.unchangedSince(answer.unchangedSince) }, ...rows];
}

function askedAgainBlocks({ form, recommendation }: RecommendationPage): Block[] {
  const { round } = form;
  if (!isAskedAgain(round) || round.askedAgain?.recommendations.includes(recommendation.number) !== true) {
    return [];
  }
  return [{ kind: 'inset', text: statusPageWords.askedAgain(round.askedAgain.note) }];
}

function emailedBlocks({ form, recommendation }: RecommendationPage): Block[] {
  const draft = form.drafts.get(recommendation.number);
  if (draft?.emailed === undefined || !form.canSee(draft)) return [];
  return draft.emailed.map((emailed) => ({
    kind: 'inset',
    heading: emailedWords.heading(emailed.receivedAt),
    text: isReadFromEmail(draft) ? `${emailed.words}\n\n${emailedWords.note}` : emailed.words,
  }));
}

function statusNamed(typed: string): StatusChoice | undefined {
  if (typed === 'unchanged') return typed;
  return answerStatuses.find((status) => status === typed);
}

function needsPlan({ form }: RecommendationPage, words: Partial<Record<AnswerField, string>>): boolean {
  return words['plan-where'] === 'attached' && form.attachments.length === 0;
}

function pathOf({ recommendation }: RecommendationPage): string {
  return `/form/recommendation/${recommendation.number}`;
}

/** Returns the path of the next recommendation without an answer, or else the path of the list. */
function nextPath({ form, recommendation }: RecommendationPage): string {
  const next = form.asked.find(
    ({ number }) => number > recommendation.number && form.drafts.get(number)?.complete !== true,
  );
  return next === undefined ? '/form' : `/form/recommendation/${next.number}`;
}
