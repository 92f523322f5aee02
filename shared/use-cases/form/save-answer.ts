import type { Round } from '../../domain/round.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import type { Draft } from '../../domain/form/form.ts';
import { isComplete, findAnswerProblems, type FieldProblem } from '../../domain/returns/answer-problems.ts';
import { listQuestions } from '../../domain/returns/questions.ts';
import type { Answer, AnswerField, SentAnswer, StatusChoice } from '../../domain/answer.ts';
import { ServiceError } from '../../errors.ts';
import type { Drafts } from '../../ports/drafts.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { findSavedAnswer, buildQuestionContext, type Form, type OpenFormDependencies } from './open-form.ts';

export type SaveAnswerDependencies = OpenFormDependencies & { readonly drafts: Drafts };

/**
 * The outcome of saving an answer. `conflict` means that someone else saved this answer after the page was opened.
 * `theirs` is their draft, to compare.
 */
export type SavedAnswer =
  | { readonly kind: 'saved'; readonly answer: Answer; readonly complete: boolean }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem<AnswerField | 'evidence'>[] }
  | { readonly kind: 'conflict'; readonly theirs: Draft | undefined };

interface Saving {
  readonly form: Form;
  readonly recommendation: Recommendation;
  /** The version of the answer that the page showed. 0 if there was none. */
  readonly version: number;
}

/**
 * Saves the status that a body gives for a recommendation. Keeps what the body typed under another status.
 *
 * @throws ServiceError `forbidden` if this browser may not see the answer that it would replace.
 */
export async function saveStatus(
  dependencies: SaveAnswerDependencies,
  { status, ...saving }: Saving & { readonly status: StatusChoice },
): Promise<SavedAnswer> {
  const { form, recommendation } = saving;
  const known = findSavedAnswer(form, recommendation.number);
  if (known !== undefined && !form.canSee(known)) {
    throw new ServiceError('forbidden', 'This browser may not see the answer that it would replace.');
  }
  const answer: Answer = {
    status,
    words: known?.answer.words ?? {},
    evidence: known?.answer.evidence ?? [],
  };
  const lastAnswer = status === 'unchanged' ? await findLastAnswer(form, recommendation.number) : undefined;
  const complete = isComplete(answer, buildQuestionContext(form, { recommendation, lastAnswer }));
  return save(dependencies, { ...saving, answer, complete });
}

/**
 * Saves what was typed on the second page. If something is missing, saves it only if `later` is true. A text that is
 * too long is never saved.
 */
export async function saveDetails(
  dependencies: SaveAnswerDependencies,
  { status, words, evidence, later, ...saving }: Saving & Answer & { readonly later: boolean },
): Promise<SavedAnswer> {
  const { form, recommendation } = saving;
  const known = form.drafts.get(recommendation.number)?.answer.words;
  const lastAnswer = status === 'unchanged' ? await findLastAnswer(form, recommendation.number) : undefined;
  const asking = buildQuestionContext(form, { recommendation, lastAnswer });
  const answer: Answer = { status, words: { ...known, ...words }, evidence };
  const problems = findAnswerProblems(answer, {
    questions: listQuestions({ ...asking, status }),
    today: form.today,
  });
  const blocking = later ? problems.filter(({ kind }) => kind === 'too-long') : problems;
  if (blocking.length > 0) return { kind: 'invalid', problems: blocking };
  return save(dependencies, { ...saving, answer, complete: problems.length === 0 });
}

/** Returns the body's answer to a recommendation in its last return of an earlier round, if there is one. */
export async function findLastAnswer(form: Form, number: number): Promise<SentAnswer | undefined> {
  if (form.lastReturn === undefined) return undefined;
  const { returned } = await form.details();
  return returned?.sentAnswers.get(number);
}

async function save(
  { drafts, formReading }: SaveAnswerDependencies,
  {
    form,
    recommendation,
    version,
    answer,
    complete,
  }: Saving & { readonly answer: Answer; readonly complete: boolean },
): Promise<SavedAnswer> {
  const { number } = recommendation;
  const known = form.drafts.get(number);
  if ((known?.version ?? 0) !== version) return { kind: 'conflict', theirs: known };
  const draft: Draft = {
    round: form.roundId,
    number,
    answer,
    complete,
    version,
    savedAt: form.now,
    savedBy: form.session.contactId,
    savedIn: form.session.browserId,
    emailed: known?.emailed,
  };
  const followUpId = form.session.followUpId;
  const theirDraft = async (): Promise<Draft | undefined> => {
    const saved = await formReading.followUp(followUpId);
    return saved.drafts.find((one) => one.round === form.roundId && one.number === number);
  };
  return retryOnConflict(async (isAgain) => {
    const { rounds } = isAgain ? await formReading.followUp(followUpId) : form.record;
    const round = rounds.find((candidate) => candidate.id === form.roundId) ?? form.round;
    switch (await drafts.save({ followUpId, draft, round: withSavedAnswer(round, draft) })) {
      case 'saved':
        return { kind: 'saved', answer, complete };
      case 'conflict':
        return { kind: 'conflict', theirs: await theirDraft() };
      case 'round-changed':
        throw new ServiceError('race', 'Too many people saved at the same time. Try again.');
    }
  });
}

/** Returns the round with the answer counted as saved if it is complete. */
export function withSavedAnswer(round: Round, { number, complete }: Draft): Round {
  const others = round.savedAnswers.filter((saved) => saved !== number);
  return { ...round, savedAnswers: complete ? [...others, number].sort((a, b) => a - b) : others };
}
