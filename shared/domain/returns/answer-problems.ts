import { findYearProblem } from '../clocks/year-bound.ts';
import { type PlainDate } from '../dates.ts';
import {
  type EvidenceKind,
  type AnswerField,
  type Words,
  type Answer,
  likelihoods,
  planPlaces,
  type WholeAnswer,
} from '../answer.ts';
import {
  type MonthName,
  readMonthNumber,
  readMonth,
  isBeforeMonth,
  isAfterMonth,
} from './months-in-answers.ts';
import { type QuestionId, type Question, type QuestionContext, listQuestions } from './questions.ts';

/** The most characters in an answer. They make more than 5,000 words, and the form asks for about 200. */
export const LONGEST_ANSWER = 40_000;

/** The most characters in a text that is not an answer, such as a reason. They make about 600 words. */
export const LONGEST_TEXT = 4_000;

export const LONGEST_LINE = 200;

export type ProblemKind =
  | 'missing'
  | 'too-long'
  | 'not-a-month'
  | 'must-be-past'
  | 'must-be-future'
  | 'not-a-number'
  | 'more-than-audited'
  | 'not-offered'
  | 'not-a-date'
  | 'not-an-address'
  | 'not-a-name'
  | 'not-their-domain'
  | 'nothing-attached'
  | 'too-large'
  | 'wrong-type';

/** Something typed that Revisit cannot use. It names the input and the reason. */
export interface FieldProblem<Field extends string = string> {
  readonly field: Field;
  readonly kind: ProblemKind;
}

/** Returns what is wrong with an answer, in the order of the questions on the page. */
export function findAnswerProblems(
  answer: Answer,
  { questions, today }: { questions: readonly Question[]; today: PlainDate },
): FieldProblem<AnswerField | 'evidence'>[] {
  return questions.flatMap(({ id, required }) => questionProblems(answer, { id, required, today }));
}

function questionProblems(
  { words, evidence }: Answer,
  { id, required, today }: { id: QuestionId; required: boolean; today: PlainDate },
): FieldProblem<AnswerField | 'evidence'>[] {
  switch (id) {
    case 'practice':
    case 'obstacles':
    case 'why-late':
    case 'instead':
    case 'waiting':
      return findTextProblems(words, { field: id, required, longest: LONGEST_ANSWER });
    case 'decided-by':
      return findTextProblems(words, { field: id, required, longest: LONGEST_LINE });
    case 'document':
      return [
        ...findTextProblems(words, { field: 'document', required, longest: LONGEST_LINE }),
        ...findTextProblems(words, { field: 'document-holder', required, longest: LONGEST_LINE }),
      ];
    case 'evidence':
      return evidenceProblems({ words, evidence, required, today });
    case 'check':
      return monthProblems(words, { name: 'check', required, today, mustBe: 'future' });
    case 'finish':
      return monthProblems(words, { name: 'finish', required, today, mustBe: 'future' });
    case 'asked':
      return monthProblems(words, { name: 'asked', required, today, mustBe: 'past' });
    case 'likelihood':
      return choiceProblems(words, { field: 'likelihood', offered: likelihoods });
    case 'plan':
      return planProblems(words, today);
  }
}

function planProblems(words: Words<AnswerField>, today: PlainDate): FieldProblem<AnswerField>[] {
  const where = choiceProblems(words, { field: 'plan-where', offered: planPlaces });
  if (where.length > 0) return where;
  if (words['plan-where'] === 'attached') {
    return findTextProblems(words, { field: 'plan-reference', required: false, longest: LONGEST_LINE });
  }
  return [
    ...findTextProblems(words, { field: 'plan-what', required: true, longest: LONGEST_ANSWER }),
    ...monthProblems(words, { name: 'plan', required: true, today, mustBe: 'future' }),
    ...findTextProblems(words, { field: 'plan-owner', required: true, longest: LONGEST_LINE }),
    ...findTextProblems(words, { field: 'plan-test', required: true, longest: LONGEST_ANSWER }),
  ];
}

function evidenceProblems({
  evidence,
  required,
  words,
  today,
}: {
  words: Words<AnswerField>;
  evidence: readonly EvidenceKind[];
  required: boolean;
  today: PlainDate;
}): FieldProblem<AnswerField | 'evidence'>[] {
  if (evidence.length === 0) return required ? [{ field: 'evidence', kind: 'missing' }] : [];
  if (!evidence.includes('case-audit')) return [];
  const cases = countProblems(words, 'audit-cases');
  const good = countProblems(words, 'audit-good');
  const tooMany =
    cases.length === 0 && good.length === 0 && Number(words['audit-good']) > Number(words['audit-cases']);
  return [
    ...cases,
    ...monthProblems(words, { name: 'audit', required: true, today, mustBe: 'past' }),
    ...good,
    ...(tooMany ? [{ field: 'audit-good', kind: 'more-than-audited' } as const] : []),
  ];
}

function countProblems(
  words: Words<AnswerField>,
  field: 'audit-cases' | 'audit-good',
): FieldProblem<AnswerField>[] {
  const typed = (words[field] ?? '').trim();
  if (typed === '') return [{ field, kind: 'missing' }];
  return /^\d{1,6}$/u.test(typed) ? [] : [{ field, kind: 'not-a-number' }];
}

/** Returns the problem of one text. Either it is required and missing, or it is too long. */
export function findTextProblems<Field extends string>(
  words: Words<Field>,
  { field, required, longest }: { field: Field; required: boolean; longest: number },
): FieldProblem<Field>[] {
  const typed = words[field] ?? '';
  if (typed.length > longest) return [{ field, kind: 'too-long' }];
  return required && typed.trim() === '' ? [{ field, kind: 'missing' }] : [];
}

function choiceProblems<Field extends string>(
  words: Words<Field>,
  { field, offered }: { field: Field; offered: readonly string[] },
): FieldProblem<Field>[] {
  const chosen = words[field] ?? '';
  if (chosen === '') return [{ field, kind: 'missing' }];
  return offered.includes(chosen) ? [] : [{ field, kind: 'not-offered' }];
}

function monthProblems(
  words: Words<AnswerField>,
  {
    name,
    required,
    today,
    mustBe,
  }: { name: MonthName; required: boolean; today: PlainDate; mustBe: 'past' | 'future' },
): FieldProblem<AnswerField>[] {
  const month = (words[`${name}-month`] ?? '').trim();
  const year = (words[`${name}-year`] ?? '').trim();
  if (month === '' && year === '') return required ? [{ field: `${name}-month`, kind: 'missing' }] : [];
  const parsed = readMonth(words, name);
  if (parsed === undefined || findYearProblem(parsed.year, today) !== undefined) {
    const monthIsWrong = readMonthNumber(month) === undefined;
    return [{ field: monthIsWrong ? `${name}-month` : `${name}-year`, kind: 'not-a-month' }];
  }
  if (mustBe === 'future' && isBeforeMonth(parsed, today)) {
    return [{ field: `${name}-month`, kind: 'must-be-future' }];
  }
  if (mustBe === 'past' && isAfterMonth(parsed, today)) {
    return [{ field: `${name}-month`, kind: 'must-be-past' }];
  }
  return [];
}

/** Tells whether an answer has everything it must have. The task list then shows it as answered. */
export function isComplete(answer: Answer, asking: Omit<QuestionContext, 'status'>): boolean {
  const questions = listQuestions({ ...asking, status: answer.status });
  return findAnswerProblems(answer, { questions, today: asking.today }).length === 0;
}

/** Returns what is wrong with the answers for the whole return. */
export function findWholeProblems({ words, officers }: WholeAnswer): FieldProblem[] {
  const saysNo = words['contacts-right'] === 'no';
  return [
    ...findTextProblems(words, { field: 'officer', required: true, longest: LONGEST_LINE }),
    ...Object.entries(officers).flatMap(([number, name]) =>
      name.length > LONGEST_LINE ? [{ field: `officer-${number}`, kind: 'too-long' } as const] : [],
    ),
    ...findTextProblems(words, { field: 'anything-else', required: false, longest: LONGEST_ANSWER }),
    ...choiceProblems(words, { field: 'contacts-right', offered: ['yes', 'no'] }),
    ...(saysNo
      ? findTextProblems(words, { field: 'contacts-change', required: true, longest: LONGEST_TEXT })
      : []),
  ];
}
