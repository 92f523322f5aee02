import { Temporal } from 'temporal-polyfill';
import { isAfter, type PlainDate } from './dates.ts';
import type { Timescale } from './follow-up.ts';
import type { RoundId } from './programme.ts';
import { timescaleEndsOn } from './rounds.ts';

/** Where a force says it is with a recommendation, the furthest first. A status can move back. */
export const answerStatuses = [
  'done-checked',
  'done-not-checked',
  'part-way',
  'not-started',
  'different',
  'waiting',
] as const;
export type AnswerStatus = (typeof answerStatuses)[number];

/** What the first page of a recommendation offers; `unchanged` only where a last answer exists. */
export type StatusChoice = AnswerStatus | 'unchanged';

export const evidenceKinds = [
  'case-audit',
  'performance-data',
  'people-told-us',
  'independent-review',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Everything that can be typed or chosen on the second page, by the name of its input. */
export const answerFields = [
  'practice',
  'audit-cases',
  'audit-month',
  'audit-year',
  'audit-good',
  'document',
  'document-holder',
  'check-month',
  'check-year',
  'plan-where',
  'plan-reference',
  'plan-what',
  'plan-month',
  'plan-year',
  'plan-owner',
  'plan-test',
  'instead',
  'decided-by',
  'waiting',
  'asked-month',
  'asked-year',
  'finish-month',
  'finish-year',
  'likelihood',
  'why-late',
  'obstacles',
] as const;
export type AnswerField = (typeof answerFields)[number];

export type Words<Field extends string> = Readonly<Partial<Record<Field, string | undefined>>>;

/** One recommendation's answer, every word as it was typed. */
export interface Answer {
  readonly status: StatusChoice;
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
}

/** An answer as it was sent: `unchanged` is resolved to the answer that stands, and says since which return. */
export interface SentAnswer {
  readonly status: AnswerStatus;
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
  readonly unchangedSince?: string;
}

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

/** What decides which questions an answer calls for. */
export interface Asking {
  readonly round: RoundId;
  readonly status: StatusChoice;
  /** The recommendation's timescale had ended before today. */
  readonly pastTimescale: boolean;
  readonly today: PlainDate;
  /** The answer of the last return, where there is one. */
  readonly lastAnswer?: SentAnswer;
}

/**
 * Only what the answer calls for. The honest answer is never the longest: nothing takes more than "done, and we have
 * checked it works".
 */
export function questionsFor(asking: Asking): readonly Question[] {
  const ids = idsFor(asking);
  if (ids.length === 0) return [];
  const optional: QuestionId[] = asking.status === 'waiting' ? ['practice', 'obstacles'] : ['obstacles'];
  const asked = asking.status === 'unchanged' ? ids : [...ids, 'obstacles' as const];
  return asked.map((id) => ({ id, required: !optional.includes(id) }));
}

function idsFor({ round, status, pastTimescale, today, lastAnswer }: Asking): readonly QuestionId[] {
  const inFirstRound = round === 'six-week-response';
  const whyLate: readonly QuestionId[] = pastTimescale && !inFirstRound ? ['why-late'] : [];
  switch (status) {
    case 'done-checked':
      return ['practice', 'evidence', 'document'];
    case 'done-not-checked':
      return ['practice', 'check'];
    case 'part-way':
      return inFirstRound ? ['plan'] : ['practice', 'finish', 'likelihood', ...whyLate];
    case 'not-started':
      return inFirstRound ? ['plan'] : ['finish', 'likelihood', ...whyLate];
    case 'different':
      return inFirstRound ? ['decided-by', 'plan'] : ['practice', 'instead', 'decided-by'];
    case 'waiting':
      return inFirstRound
        ? ['waiting', 'asked', 'finish', 'likelihood']
        : ['practice', 'waiting', 'asked', 'finish', 'likelihood'];
    case 'unchanged': {
      // What was expected by now and has not come cannot be unchanged: only that is asked again.
      const expected = lastAnswer === undefined ? undefined : monthOf(lastAnswer.words, 'finish');
      const hasPassed = expected !== undefined && isBeforeMonth(expected, today);
      const isUnfinished = lastAnswer?.status !== 'done-checked' && lastAnswer?.status !== 'done-not-checked';
      return hasPassed && isUnfinished ? ['finish', 'likelihood'] : [];
    }
  }
}

export function isPastTimescale(
  timescale: Timescale | undefined,
  { publishedOn, today }: { publishedOn: PlainDate; today: PlainDate },
): boolean {
  return timescale !== undefined && isAfter(today, timescaleEndsOn(timescale, publishedOn));
}

/** Longest texts, in characters: about 600 words where about 200 are asked for. */
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

/** Something typed that cannot be used: which input, and why. */
export interface FieldProblem<Field extends string = string> {
  readonly field: Field;
  readonly kind: ProblemKind;
}

/** What is wrong with an answer, in the order in which the page asks. */
export function problemsOf(
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
      return textProblems(words, id, { required, longest: LONGEST_TEXT });
    case 'decided-by':
      return textProblems(words, id, { required, longest: LONGEST_LINE });
    case 'document':
      return [
        ...textProblems(words, 'document', { required, longest: LONGEST_LINE }),
        ...textProblems(words, 'document-holder', { required, longest: LONGEST_LINE }),
      ];
    case 'evidence':
      return evidenceProblems({ words, evidence, required, today });
    case 'check':
      return monthProblems(words, 'check', { required, today, mustBe: 'future' });
    case 'finish':
      return monthProblems(words, 'finish', { required, today, mustBe: 'future' });
    case 'asked':
      return monthProblems(words, 'asked', { required, today, mustBe: 'past' });
    case 'likelihood':
      return choiceProblems(words, 'likelihood', likelihoods);
    case 'plan':
      return planProblems(words, today);
  }
}

export const likelihoods = ['very', 'could-slip', 'unknown'] as const;
export type Likelihood = (typeof likelihoods)[number];

export const planPlaces = ['here', 'attached'] as const;

function planProblems(words: Words<AnswerField>, today: PlainDate): FieldProblem<AnswerField>[] {
  const where = choiceProblems(words, 'plan-where', planPlaces);
  if (where.length > 0) return where;
  if (words['plan-where'] === 'attached') {
    return textProblems(words, 'plan-reference', { required: false, longest: LONGEST_LINE });
  }
  return [
    ...textProblems(words, 'plan-what', { required: true, longest: LONGEST_TEXT }),
    ...monthProblems(words, 'plan', { required: true, today, mustBe: 'future' }),
    ...textProblems(words, 'plan-owner', { required: true, longest: LONGEST_LINE }),
    ...textProblems(words, 'plan-test', { required: true, longest: LONGEST_TEXT }),
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
    ...monthProblems(words, 'audit', { required: true, today, mustBe: 'past' }),
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

/** The problem of one text: absent though required, or longer than it may be. */
export function textProblems<Field extends string>(
  words: Words<Field>,
  field: Field,
  { required, longest }: { required: boolean; longest: number },
): FieldProblem<Field>[] {
  const typed = words[field] ?? '';
  if (typed.length > longest) return [{ field, kind: 'too-long' }];
  return required && typed.trim() === '' ? [{ field, kind: 'missing' }] : [];
}

function choiceProblems<Field extends string>(
  words: Words<Field>,
  field: Field,
  offered: readonly string[],
): FieldProblem<Field>[] {
  const chosen = words[field] ?? '';
  if (chosen === '') return [{ field, kind: 'missing' }];
  return offered.includes(chosen) ? [] : [{ field, kind: 'not-offered' }];
}

type MonthName = 'audit' | 'check' | 'plan' | 'asked' | 'finish';

function monthProblems(
  words: Words<AnswerField>,
  name: MonthName,
  { required, today, mustBe }: { required: boolean; today: PlainDate; mustBe: 'past' | 'future' },
): FieldProblem<AnswerField>[] {
  const month = (words[`${name}-month`] ?? '').trim();
  const year = (words[`${name}-year`] ?? '').trim();
  if (month === '' && year === '') return required ? [{ field: `${name}-month`, kind: 'missing' }] : [];
  const parsed = monthOf(words, name);
  if (parsed === undefined) {
    const monthIsWrong = monthNumber(month) === undefined;
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

// prettier-ignore
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 10 for "10", "Oct" and "october". */
function monthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/u.test(typed)) {
    const number = Number(typed);
    return number >= 1 && number <= 12 ? number : undefined;
  }
  if (!/^[a-z]{3,9}$/iu.test(typed)) return undefined;
  const index = MONTH_NAMES.indexOf(typed.slice(0, 3).toLowerCase());
  return index === -1 ? undefined : index + 1;
}

/** A month and a year as typed, e.g. "10" or "October" and "2016"; undefined where they are none. */
export function monthOf(words: Words<AnswerField>, name: MonthName): Temporal.PlainYearMonth | undefined {
  const month = monthNumber((words[`${name}-month`] ?? '').trim());
  const year = (words[`${name}-year`] ?? '').trim();
  if (month === undefined || !/^20\d\d$/u.test(year)) return undefined;
  return Temporal.PlainYearMonth.from({ year: Number(year), month });
}

function isBeforeMonth(month: Temporal.PlainYearMonth, today: PlainDate): boolean {
  return Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) < 0;
}

function isAfterMonth(month: Temporal.PlainYearMonth, today: PlainDate): boolean {
  return Temporal.PlainYearMonth.compare(month, today.toPlainYearMonth()) > 0;
}

/** Whether everything an answer calls for is there: the state "answered" on the task list. */
export function isComplete(answer: Answer, asking: Omit<Asking, 'status'>): boolean {
  const questions = questionsFor({ ...asking, status: answer.status });
  return problemsOf(answer, { questions, today: asking.today }).length === 0;
}

/** The fields that belong to a question, in the order in which they are asked. */
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

/** The answer as it is sent: what its status did not call for is left out, `unchanged` becomes the answer that stands. */
export function sentAnswer(
  answer: Answer,
  asking: Omit<Asking, 'status'> & { lastReference?: string },
): SentAnswer {
  const questions = questionsFor({ ...asking, status: answer.status });
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

/** For the owner, never shown to the force as a grade. Each names the recommendations it is about. */
export interface ReturnFlag {
  readonly kind: 'identical-text' | 'same-text-as-last-time' | 'moved-back' | 'done-without-check';
  readonly recommendations: readonly number[];
}

/** Texts long enough that writing them twice by chance is unlikely, in characters. */
const TELLING_LENGTH = 40;

/** What the owner should look at first in a return; each comparison leaves out "nothing has changed". */
export function flagsOf(
  answers: ReadonlyMap<number, SentAnswer>,
  lastAnswers: ReadonlyMap<number, SentAnswer>,
): ReturnFlag[] {
  const flags: ReturnFlag[] = [];
  const fresh = [...answers].filter(([, answer]) => answer.unchangedSince === undefined);

  const byText = new Map<string, Set<number>>();
  for (const [number, answer] of fresh) {
    for (const text of tellingTexts(answer)) {
      byText.set(text, (byText.get(text) ?? new Set<number>()).add(number));
    }
  }
  const repeated = new Set(
    [...byText.values()].filter((numbers) => numbers.size > 1).flatMap((numbers) => [...numbers]),
  );
  if (repeated.size > 0) flags.push({ kind: 'identical-text', recommendations: inOrder(repeated) });

  const sameAsLast = fresh.filter(([number, answer]) => {
    const last = lastAnswers.get(number);
    return last !== undefined && tellingTexts(answer).some((text) => tellingTexts(last).includes(text));
  });
  addFlag(flags, 'same-text-as-last-time', sameAsLast);

  const movedBack = fresh.filter(([number, answer]) => {
    const last = lastAnswers.get(number);
    return last !== undefined && distance[answer.status] < distance[last.status];
  });
  addFlag(flags, 'moved-back', movedBack);
  addFlag(
    flags,
    'done-without-check',
    [...answers].filter(([, answer]) => answer.status === 'done-not-checked'),
  );
  return flags;
}

function addFlag(
  flags: ReturnFlag[],
  kind: ReturnFlag['kind'],
  found: readonly (readonly [number, SentAnswer])[],
): void {
  if (found.length === 0) return;
  flags.push({ kind, recommendations: inOrder(new Set(found.map(([number]) => number))) });
}

function inOrder(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

/** How far along a status is; three of them are equally far. */
const distance: Readonly<Record<AnswerStatus, number>> = {
  'not-started': 0,
  waiting: 1,
  different: 1,
  'part-way': 1,
  'done-not-checked': 2,
  'done-checked': 3,
};

function tellingTexts({ words }: SentAnswer): string[] {
  const texts = [words.practice, words.instead, words['why-late'], words['plan-what'], words['plan-test']];
  return texts
    .map((text) => (text ?? '').replace(/\s+/gu, ' ').trim().toLowerCase())
    .filter((text) => text.length >= TELLING_LENGTH);
}

/** `identical-text:1,3`: how a flag is kept beside a return. */
export function flagText(flag: ReturnFlag): string {
  return `${flag.kind}:${flag.recommendations.join(',')}`;
}

/** What is said once for the whole return, by the name of its input. */
export const wholeFields = ['officer', 'anything-else', 'contacts-right', 'contacts-change'] as const;
export type WholeField = (typeof wholeFields)[number];

export interface WholeAnswer {
  readonly words: Words<WholeField>;
  /** Where another officer is responsible: by recommendation number. */
  readonly officers: Readonly<Record<string, string>>;
}

/** What is wrong with the answers for the whole return. */
export function wholeProblems({ words, officers }: WholeAnswer): FieldProblem[] {
  const saysNo = words['contacts-right'] === 'no';
  return [
    ...textProblems(words, 'officer', { required: true, longest: LONGEST_LINE }),
    ...Object.entries(officers).flatMap(([number, name]) =>
      name.length > LONGEST_LINE ? [{ field: `officer-${number}`, kind: 'too-long' } as const] : [],
    ),
    ...textProblems(words, 'anything-else', { required: false, longest: LONGEST_TEXT }),
    ...choiceProblems(words, 'contacts-right', ['yes', 'no']),
    ...(saysNo ? textProblems(words, 'contacts-change', { required: true, longest: LONGEST_TEXT }) : []),
  ];
}

/**
 * `ESSEX-2016-A1`: the force, the year of the report, the round (A is the six-week response) and the version.
 */
export function returnReference({
  forceId,
  publishedOn,
  round,
  version,
}: {
  forceId: string;
  publishedOn: PlainDate;
  round: RoundId;
  version: number;
}): string {
  return `${forceId.toUpperCase()}-${publishedOn.year}-${roundLetters[round]}${version}`;
}

const roundLetters: Readonly<Record<RoundId, string>> = {
  'six-week-response': 'A',
  'three-month-update': 'B',
  'pre-revisit-update': 'C',
};

const RANKS = [
  'Detective Chief Superintendent',
  'Temporary Assistant Chief Constable',
  'Deputy Chief Constable',
  'Assistant Chief Constable',
  'Chief Constable',
  'Chief Superintendent',
  'Detective Superintendent',
  'Superintendent',
  'Detective Chief Inspector',
  'Chief Inspector',
  'Detective Inspector',
  'Inspector',
  'Commander',
] as const;

/** "Chief Superintendent Shaw" as rank and name; a name without a known rank has an empty one. */
export function rankAndName(addressed: string): { rank: string; name: string } {
  const rank = RANKS.find((candidate) => addressed.startsWith(`${candidate} `));
  return rank === undefined
    ? { rank: '', name: addressed }
    : { rank, name: addressed.slice(rank.length + 1).trim() };
}
