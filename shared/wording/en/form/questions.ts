import type { FormTerms } from '../../../domain/programme.ts';
import { formatDate, formatMonth, type PlainDate } from '../../../domain/dates.ts';
import { LONGEST_ANSWER, LONGEST_LINE, type ProblemKind } from '../../../domain/returns/answer-problems.ts';
import type { QuestionId } from '../../../domain/returns/questions.ts';
import { formatNumber } from '../phrases.ts';
import type { AnswerField, AnswerStatus, EvidenceKind, Likelihood } from '../../../domain/answer.ts';

/** The questions of a return, their choices, and the messages for answers that cannot be used. */

export const statusWords: Readonly<Record<AnswerStatus, string>> = {
  'done-checked': 'Done, and we have checked it works',
  'done-not-checked': 'Done, not yet checked',
  'part-way': 'Part way',
  'not-started': 'Not started',
  different: 'Doing something different',
  waiting: 'Waiting for another organisation',
};

export function evidenceWords({ witnesses }: FormTerms): Readonly<Record<EvidenceKind, string>> {
  return {
    'case-audit': 'We audited cases',
    'performance-data': 'Performance data shows it',
    'people-told-us': `${witnesses} told us`,
    'independent-review': 'Someone independent reviewed it',
  };
}

export const likelihoodWords: Readonly<Record<Likelihood, string>> = {
  very: 'Very likely',
  'could-slip': 'It could slip',
  unknown: 'We don’t know',
};

export const planPlaceWords = {
  here: 'I will write it here',
  attached: 'It is in our action plan, which I attach to this return',
} as const;

export interface QuestionText {
  readonly label: string;
  readonly hint?: string;
}

export function questionWords({
  people,
  document,
}: FormTerms): Readonly<Record<Exclude<QuestionId, 'plan'>, QuestionText>> {
  return {
    practice: {
      label: `What do ${people} do differently now?`,
      hint: 'What happens in practice, rather than policies issued or training booked. About 200 words is plenty.',
    },
    evidence: { label: 'How do you know it works?', hint: 'Select all that apply.' },
    document: {
      label: 'What is the record of this check called?',
      hint: `For example, ‘${document}’. We may ask to see it when we visit. If it is not written down, say so.`,
    },
    check: { label: 'When will you check that it works?', hint: 'For example, 7 2016.' },
    instead: {
      label: 'What are you doing instead?',
      hint: 'And why it meets the recommendation better.',
    },
    'decided-by': { label: 'Who decided this?', hint: 'Name, or rank and role.' },
    waiting: {
      label: 'Who are you waiting for, and what for?',
      hint: 'For example, ‘the county council: an information sharing agreement’.',
    },
    asked: { label: 'When did you ask them?', hint: 'For example, 3 2016.' },
    finish: { label: 'When do you expect to finish?', hint: 'Your best estimate. For example, 10 2016.' },
    likelihood: { label: 'How likely is that?' },
    'why-late': {
      label: 'What has held it up?',
      hint: 'The timescale in the report has passed. A sentence or two is enough.',
    },
    obstacles: {
      label: 'Is anything in the way, or is there help you want? (optional)',
    },
  };
}

export function practiceMeanwhile({ people }: FormTerms): QuestionText {
  return { label: `What do ${people} do differently in the meantime? (optional)` };
}

export const documentHolder: QuestionText = { label: 'Who holds it?', hint: 'A name or a role.' };

export function planWords({ served }: FormTerms) {
  return {
    where: {
      label: 'What is your plan for this recommendation?',
      hint: 'If you have an action plan already, attach it. You do not need to type it again.',
    },
    reference: {
      label: 'Where in the plan? (optional)',
      hint: 'For example, ‘action 3’ or ‘page 4’.',
    },
    what: { label: 'What will you do?' },
    when: { label: 'By when?', hint: 'For example, 9 2016.' },
    owner: { label: 'Who is responsible for doing it?', hint: 'A name or a role.' },
    test: {
      label: 'How will you know it has worked?',
      hint: `What will be different for ${served}, and how you will check.`,
    },
  };
}

export const auditWords = {
  cases: { label: 'How many cases?' },
  when: { label: 'When?', hint: 'For example, 5 2016.' },
  good: { label: 'How many were good enough?' },
} as const;

export const monthParts = { month: 'Month', year: 'Year', day: 'Day' } as const;

export interface ProblemFacts {
  readonly today: PlainDate;
  readonly terms: FormTerms;
}

/** Returns the message next to an input with a problem. It says what to do, not what went wrong. */
export function answerProblem(
  { field, kind }: { field: AnswerField | 'evidence'; kind: ProblemKind },
  { today, terms }: ProblemFacts,
): string {
  const names = fieldNames(terms)[field];
  switch (kind) {
    case 'missing':
      return names.missing;
    case 'too-long': {
      const longest = longFields.has(field) ? LONGEST_ANSWER : LONGEST_LINE;
      return `${names.subject} must be ${formatNumber(longest)} characters or fewer`;
    }
    case 'not-a-month':
      return `${names.subject} must be a month and a year, like ${today.month} ${today.year}`;
    case 'must-be-future':
      return `${names.subject} must be ${formatMonth(today.toPlainYearMonth())} or later`;
    case 'must-be-past':
      return `${names.subject} must be ${formatMonth(today.toPlainYearMonth())} or earlier`;
    case 'not-a-number':
      return `${names.subject} must be a whole number, like 20`;
    case 'more-than-audited':
      return 'The number that were good enough cannot be more than the number of cases';
    default:
      return names.missing;
  }
}

const longFields: ReadonlySet<string> = new Set([
  'practice',
  'obstacles',
  'why-late',
  'instead',
  'waiting',
  'plan-what',
  'plan-test',
]);

interface FieldName {
  /** The beginning of a sentence about a value that cannot be used. */
  readonly subject: string;
  readonly missing: string;
}

function fieldNames({ people }: FormTerms): Readonly<Record<AnswerField | 'evidence', FieldName>> {
  return {
    practice: {
      subject: `What ${people} do differently`,
      missing: `Enter what ${people} do differently now`,
    },
    evidence: { subject: 'How you know', missing: 'Select how you know it works' },
    'audit-cases': { subject: 'The number of cases', missing: 'Enter how many cases you audited' },
    'audit-month': { subject: 'When you audited cases', missing: 'Enter when you audited cases' },
    'audit-year': { subject: 'When you audited cases', missing: 'Enter when you audited cases' },
    'audit-good': {
      subject: 'The number that were good enough',
      missing: 'Enter how many cases were good enough',
    },
    document: { subject: 'The name of the record', missing: 'Enter what the record of this check is called' },
    'document-holder': { subject: 'Who holds the record', missing: 'Enter who holds the record' },
    'check-month': { subject: 'When you will check', missing: 'Enter when you will check that it works' },
    'check-year': { subject: 'When you will check', missing: 'Enter when you will check that it works' },
    'plan-where': {
      subject: 'Your plan',
      missing: 'Select whether you will write your plan here or attach it',
    },
    'plan-reference': { subject: 'The place in the plan', missing: 'Enter where in the plan it is' },
    'plan-what': { subject: 'What you will do', missing: 'Enter what you will do' },
    'plan-month': { subject: 'When you will have done it', missing: 'Enter by when you will have done it' },
    'plan-year': { subject: 'When you will have done it', missing: 'Enter by when you will have done it' },
    'plan-owner': { subject: 'Who is responsible', missing: 'Enter who is responsible for doing it' },
    'plan-test': { subject: 'How you will know', missing: 'Enter how you will know it has worked' },
    instead: { subject: 'What you are doing instead', missing: 'Enter what you are doing instead' },
    'decided-by': { subject: 'Who decided this', missing: 'Enter who decided this' },
    waiting: {
      subject: 'Who you are waiting for',
      missing: 'Enter who you are waiting for, and what for',
    },
    'asked-month': { subject: 'When you asked them', missing: 'Enter when you asked them' },
    'asked-year': { subject: 'When you asked them', missing: 'Enter when you asked them' },
    'finish-month': { subject: 'When you expect to finish', missing: 'Enter when you expect to finish' },
    'finish-year': { subject: 'When you expect to finish', missing: 'Enter when you expect to finish' },
    likelihood: { subject: 'How likely that is', missing: 'Select how likely that is' },
    'why-late': { subject: 'What has held it up', missing: 'Enter what has held it up' },
    obstacles: { subject: 'What is in the way', missing: 'Enter what is in the way' },
  };
}

/** The headings of answers on the page "check your answers" and in the copy to keep. */
export const answerKeys = {
  status: 'Where you are',
  practice: ({ people }: FormTerms) => `What ${people} do differently`,
  evidence: 'How you know',
  audit: ({ cases, when, good }: { cases: string; good: string; when: string }) =>
    `${cases} cases in ${when}, ${good} good enough`,
  document: 'Record of the check',
  documentHeldBy: ({ document, holder }: { document: string; holder: string }) =>
    `${document}, held by ${holder}`,
  check: 'When you will check',
  plan: 'Your plan',
  planAttached: (reference: string) =>
    reference === '' ? 'In the attached action plan' : `In the attached action plan: ${reference}`,
  planWhen: 'By when',
  planOwner: 'Who is responsible',
  planTest: 'How you will know it has worked',
  instead: 'What you are doing instead',
  'decided-by': 'Who decided',
  waiting: 'Waiting for',
  asked: 'Asked in',
  finish: 'Expected to finish',
  likelihood: 'How likely',
  'why-late': 'What has held it up',
  obstacles: 'In the way, or help wanted',
  officer: ({ person }: FormTerms) => `${person.charAt(0).toUpperCase()}${person.slice(1)} responsible`,
  anythingElse: 'Anything we should know',
  contacts: 'Are our contacts right?',
  attachments: 'Attached',
  notAnswered: 'Not answered yet',
  unchangedSince: (since: string) => `Nothing has changed since ${since}`,
  unchangedOn: (on: PlainDate) => `Nothing has changed since ${formatDate(on)}`,
} as const;
