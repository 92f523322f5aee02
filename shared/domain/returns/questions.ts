import { isAfter, type PlainDate } from '../dates.ts';
import type { RoundRule } from '../programme.ts';
import { findTimescaleEnd, type TimescaleOrigin } from '../clocks/timescale.ts';
import { type StatusChoice, type AnswerField, type SentAnswer } from '../answer.ts';
import { readMonth, isBeforeMonth } from './months-in-answers.ts';

export const questionIds = [
  'practice',
  'evidence',
  'document',
  'check',
  'plan',
  'instead',
  'decided-by',
  'waiting',
  'asked',
  'finish',
  'likelihood',
  'why-late',
  'obstacles',
] as const;

export type QuestionId = (typeof questionIds)[number];

export interface Question {
  readonly id: QuestionId;
  readonly required: boolean;
}

/** What decides which questions the form asks. */
export interface QuestionContext {
  /** The set of questions that the round asks. */
  readonly form: RoundRule['form'];
  readonly status: StatusChoice;
  /** True if the timescale of the recommendation ended before today. */
  readonly pastTimescale: boolean;
  readonly today: PlainDate;
  /** The answer in the last return, if there was one. */
  readonly lastAnswer?: SentAnswer;
}

/**
 * Returns only the questions that the answer calls for. The honest answer is never the longest. No answer takes more
 * work than "done, and we have checked it works".
 */
export function listQuestions(asking: QuestionContext): readonly Question[] {
  const ids = idsFor(asking);
  if (ids.length === 0) return [];
  const optional: QuestionId[] = asking.status === 'waiting' ? ['practice', 'obstacles'] : ['obstacles'];
  const asked = asking.status === 'unchanged' ? ids : [...ids, 'obstacles' as const];
  return asked.map((id) => ({ id, required: !optional.includes(id) }));
}

function idsFor({ form, status, pastTimescale, today, lastAnswer }: QuestionContext): readonly QuestionId[] {
  const isPlan = form === 'action-plan';
  const whyLate: readonly QuestionId[] = pastTimescale && !isPlan ? ['why-late'] : [];
  switch (status) {
    case 'done-checked':
      return ['practice', 'evidence', 'document'];
    case 'done-not-checked':
      return ['practice', 'check'];
    case 'part-way':
      return isPlan ? ['plan'] : ['practice', 'finish', 'likelihood', ...whyLate];
    case 'not-started':
      return isPlan ? ['plan'] : ['finish', 'likelihood', ...whyLate];
    case 'different':
      return isPlan ? ['decided-by', 'plan'] : ['practice', 'instead', 'decided-by'];
    case 'waiting':
      return isPlan
        ? ['waiting', 'asked', 'finish', 'likelihood']
        : ['practice', 'waiting', 'asked', 'finish', 'likelihood'];
    case 'unchanged': {
      // If the body expected to finish by now and has not, the answer has changed. Ask only for the new date.
      const expected = lastAnswer === undefined ? undefined : readMonth(lastAnswer.words, 'finish');
      const hasPassed = expected !== undefined && isBeforeMonth(expected, today);
      const isUnfinished = lastAnswer?.status !== 'done-checked' && lastAnswer?.status !== 'done-not-checked';
      return hasPassed && isUnfinished ? ['finish', 'likelihood'] : [];
    }
  }
}

export function isPastTimescale(
  timescale: string | undefined,
  { today, ...origin }: TimescaleOrigin & { today: PlainDate },
): boolean {
  const endsOn = findTimescaleEnd(timescale, origin);
  return endsOn !== undefined && isAfter(today, endsOn);
}

/** Returns the fields of a question, in the order of the page. */
export function fieldsOf(question: QuestionId): readonly AnswerField[] {
  switch (question) {
    case 'practice':
    case 'instead':
    case 'decided-by':
    case 'waiting':
    case 'likelihood':
    case 'why-late':
    case 'obstacles':
      return [question];
    case 'evidence':
      return ['audit-cases', 'audit-month', 'audit-year', 'audit-good'];
    case 'document':
      return ['document', 'document-holder'];
    case 'check':
      return ['check-month', 'check-year'];
    case 'asked':
      return ['asked-month', 'asked-year'];
    case 'finish':
      return ['finish-month', 'finish-year'];
    case 'plan':
      return [
        'plan-where',
        'plan-reference',
        'plan-what',
        'plan-month',
        'plan-year',
        'plan-owner',
        'plan-test',
      ];
  }
}
