import { type AnswerField, type Words, type Answer, type SentAnswer } from '../answer.ts';
import { type Question, type QuestionContext, listQuestions, fieldsOf } from './questions.ts';

/**
 * Returns the answer as the body sends it. It leaves out everything that the status did not ask for. It replaces
 * `unchanged` with the earlier answer.
 */
export function buildSentAnswer(
  answer: Answer,
  asking: Omit<QuestionContext, 'status'> & { lastReference?: string },
): SentAnswer {
  const questions = listQuestions({ ...asking, status: answer.status });
  const asked = wordsAskedFor(answer.words, questions);
  if (answer.status === 'unchanged') {
    const last = asking.lastAnswer;
    return {
      status: last?.status ?? 'not-started',
      words: { ...last?.words, ...asked },
      evidence: last?.evidence ?? [],
      unchangedSince: last?.unchangedSince ?? asking.lastReference,
    };
  }
  const evidence = questions.some(({ id }) => id === 'evidence') ? answer.evidence : [];
  return { status: answer.status, words: asked, evidence };
}

function wordsAskedFor(
  words: Words<AnswerField>,
  questions: readonly Question[],
): Partial<Record<AnswerField, string>> {
  const asked: Partial<Record<AnswerField, string>> = {};
  for (const field of questions.flatMap(({ id }) => fieldsOf(id))) {
    const typed = words[field];
    if (typed !== undefined && typed.trim() !== '') asked[field] = typed;
  }
  return asked;
}
