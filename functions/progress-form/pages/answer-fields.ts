import type { FormTerms } from '../../../shared/domain/programme.ts';
import { type PlainDate, formatMonth } from '../../../shared/domain/dates.ts';
import { LONGEST_ANSWER, type FieldProblem } from '../../../shared/domain/returns/answer-problems.ts';
import type { Question, QuestionId } from '../../../shared/domain/returns/questions.ts';
import { readMonth } from '../../../shared/domain/returns/months-in-answers.ts';
import {
  evidenceKinds,
  likelihoods,
  planPlaces,
  type AnswerField,
  type AnswerStatus,
  type EvidenceKind,
  type Words,
} from '../../../shared/domain/answer.ts';
import {
  answerKeys,
  answerProblem,
  auditWords,
  documentHolder,
  evidenceWords,
  likelihoodWords,
  monthParts,
  planPlaceWords,
  planWords,
  practiceMeanwhile,
  questionWords,
  statusWords,
  type QuestionText,
} from '../../../shared/wording/en/form/questions.ts';
import type { Field, Row } from '../../../shared/wording/form-page.ts';

export interface Typed {
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
  readonly problems: readonly FieldProblem<AnswerField | 'evidence'>[];
  readonly today: PlainDate;
  readonly terms: FormTerms;
}

/** Returns the fields for the questions that an answer needs, filled with what was typed. */
export function answerFieldsFor(questions: readonly Question[], typed: Typed): Field[] {
  return questions.flatMap((question) => fieldsFor(question, typed));
}

function fieldsFor({ id, required }: Question, typed: Typed): Field[] {
  switch (id) {
    case 'practice':
      return [
        text('practice', {
          ...typed,
          asked: required ? questionWords(typed.terms).practice : practiceMeanwhile(typed.terms),
          rows: 8,
        }),
      ];
    case 'instead':
    case 'why-late':
    case 'obstacles':
      return [text(id, { ...typed, asked: questionWords(typed.terms)[id], rows: 4 })];
    case 'waiting':
      return [text(id, { ...typed, asked: questionWords(typed.terms)[id], rows: 3 })];
    case 'decided-by':
      return [line(id, { ...typed, asked: questionWords(typed.terms)[id] })];
    case 'document':
      return [
        line('document', { ...typed, asked: questionWords(typed.terms).document }),
        line('document-holder', { ...typed, asked: documentHolder }),
      ];
    case 'check':
    case 'asked':
    case 'finish':
      return [month(id, { ...typed, asked: questionWords(typed.terms)[id] })];
    case 'likelihood':
      return [likelihoodField(typed)];
    case 'evidence':
      return [evidenceField(typed)];
    case 'plan':
      return [planField(typed)];
  }
}

type Asked = Typed & { readonly asked: QuestionText };

function text(name: AnswerField, asked: Asked & { readonly rows: number }): Field {
  return {
    kind: 'text',
    name,
    ...asked.asked,
    value: asked.words[name] ?? '',
    rows: asked.rows,
    longest: LONGEST_ANSWER,
    error: errorOf(name, asked),
  };
}

function line(
  name: AnswerField,
  asked: Asked & { readonly width?: 'short'; readonly numeric?: boolean },
): Field {
  return {
    kind: 'line',
    name,
    ...asked.asked,
    value: asked.words[name] ?? '',
    ...(asked.width === undefined ? {} : { width: asked.width }),
    numeric: asked.numeric ?? false,
    error: errorOf(name, asked),
  };
}

function month(name: 'check' | 'asked' | 'finish' | 'plan' | 'audit', asked: Asked): Field {
  const part = (which: 'month' | 'year') => {
    const input = `${name}-${which}` as const;
    return {
      name: input,
      label: monthParts[which],
      value: asked.words[input] ?? '',
      wrong: asked.problems.some(
        ({ field, kind }) => field === input || (field === `${name}-month` && kind !== 'not-a-month'),
      ),
      digits: which === 'month' ? (2 as const) : (4 as const),
    };
  };
  return {
    kind: 'month',
    name,
    ...asked.asked,
    parts: [part('month'), part('year')],
    error: errorOf(`${name}-month`, asked) ?? errorOf(`${name}-year`, asked),
  };
}

function likelihoodField(typed: Typed): Field {
  return {
    kind: 'one',
    name: 'likelihood',
    ...questionWords(typed.terms).likelihood,
    error: errorOf('likelihood', typed),
    options: likelihoods.map((value) => ({
      value,
      text: likelihoodWords[value],
      checked: typed.words.likelihood === value,
    })),
  };
}

function evidenceField(typed: Typed): Field {
  return {
    kind: 'several',
    name: 'evidence',
    ...questionWords(typed.terms).evidence,
    error: errorOf('evidence', typed),
    options: evidenceKinds.map((value) => ({
      value,
      text: evidenceWords(typed.terms)[value],
      checked: typed.evidence.includes(value),
      fields: value === 'case-audit' ? auditFields(typed) : undefined,
    })),
  };
}

function auditFields(typed: Typed): Field[] {
  return [
    line('audit-cases', { ...typed, asked: auditWords.cases, width: 'short', numeric: true }),
    month('audit', { ...typed, asked: auditWords.when }),
    line('audit-good', { ...typed, asked: auditWords.good, width: 'short', numeric: true }),
  ];
}

function planField(typed: Typed): Field {
  const here: Field[] = [
    text('plan-what', { ...typed, asked: planWords(typed.terms).what, rows: 5 }),
    month('plan', { ...typed, asked: planWords(typed.terms).when }),
    line('plan-owner', { ...typed, asked: planWords(typed.terms).owner }),
    text('plan-test', { ...typed, asked: planWords(typed.terms).test, rows: 4 }),
  ];
  const attached: Field[] = [line('plan-reference', { ...typed, asked: planWords(typed.terms).reference })];
  return {
    kind: 'one',
    name: 'plan-where',
    ...planWords(typed.terms).where,
    error: errorOf('plan-where', typed),
    options: planPlaces.map((value) => ({
      value,
      text: planPlaceWords[value],
      checked: typed.words['plan-where'] === value,
      fields: value === 'here' ? here : attached,
    })),
  };
}

function errorOf(field: AnswerField | 'evidence', { problems, today, terms }: Typed): string | undefined {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem === undefined ? undefined : answerProblem({ field, kind: problem.kind }, { today, terms });
}

export interface ShownAnswer {
  readonly status: AnswerStatus;
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
  readonly terms: FormTerms;
}

/** Returns the rows of an answer, in the order of its questions. They are shown on "check your answers" and in the copy. */
export function answerRows(answer: ShownAnswer, asked: readonly QuestionId[]): Row[] {
  return [
    { key: answerKeys.status, value: statusWords[answer.status] },
    ...asked.flatMap((id) => rowsFor(id, answer)),
  ];
}

function rowsFor(id: QuestionId, { words, evidence, terms }: ShownAnswer): Row[] {
  const typed = (field: AnswerField): string => (words[field] ?? '').trim();
  const row = (key: string, value: string): Row[] => (value === '' ? [] : [{ key, value }]);
  switch (id) {
    case 'practice':
      return row(answerKeys.practice(terms), typed(id));
    case 'instead':
    case 'decided-by':
    case 'waiting':
    case 'why-late':
    case 'obstacles':
      return row(answerKeys[id], typed(id));
    case 'likelihood': {
      const chosen = likelihoods.find((value) => value === words.likelihood);
      return row(answerKeys.likelihood, chosen === undefined ? '' : likelihoodWords[chosen]);
    }
    case 'check':
    case 'asked':
    case 'finish':
      return row(answerKeys[id], monthText(words, id));
    case 'document':
      return row(
        answerKeys.document,
        typed('document') === ''
          ? ''
          : answerKeys.documentHeldBy({ document: typed('document'), holder: typed('document-holder') }),
      );
    case 'evidence':
      return row(
        answerKeys.evidence,
        evidence.map((kind) => evidenceLine(kind, { words, terms })).join('\n'),
      );
    case 'plan':
      return planRows(words);
  }
}

function evidenceLine(
  kind: EvidenceKind,
  { words, terms }: { words: Words<AnswerField>; terms: FormTerms },
): string {
  const said = evidenceWords(terms)[kind];
  if (kind !== 'case-audit') return said;
  const audit = answerKeys.audit({
    cases: words['audit-cases'] ?? '',
    good: words['audit-good'] ?? '',
    when: monthText(words, 'audit'),
  });
  return `${said}: ${audit}`;
}

function planRows(words: Words<AnswerField>): Row[] {
  if (words['plan-where'] === undefined) return [];
  if (words['plan-where'] === 'attached') {
    return [{ key: answerKeys.plan, value: answerKeys.planAttached((words['plan-reference'] ?? '').trim()) }];
  }
  return [
    { key: answerKeys.plan, value: words['plan-what'] ?? '' },
    { key: answerKeys.planWhen, value: monthText(words, 'plan') },
    { key: answerKeys.planOwner, value: words['plan-owner'] ?? '' },
    { key: answerKeys.planTest, value: words['plan-test'] ?? '' },
  ].filter(({ value }) => value !== '');
}

function monthText(words: Words<AnswerField>, name: 'audit' | 'check' | 'plan' | 'asked' | 'finish'): string {
  const parsed = readMonth(words, name);
  if (parsed !== undefined) return formatMonth(parsed);
  return [words[`${name}-month`], words[`${name}-year`]].filter((part) => part !== undefined).join(' ');
}
