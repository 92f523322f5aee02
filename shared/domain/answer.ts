/** The status that a body gives a recommendation. The furthest along comes first. A status can move back. */
export const answerStatuses = [
  'done-checked',
  'done-not-checked',
  'part-way',
  'not-started',
  'different',
  'waiting',
] as const;

export type AnswerStatus = (typeof answerStatuses)[number];

/**
 * The choices on the first page of a recommendation. The page offers `unchanged` only if there is an earlier answer.
 */
export type StatusChoice = AnswerStatus | 'unchanged';

export const evidenceKinds = [
  'case-audit',
  'performance-data',
  'people-told-us',
  'independent-review',
] as const;

export type EvidenceKind = (typeof evidenceKinds)[number];

/** The names of all the inputs on the second page of a recommendation. */
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

/** The answer to one recommendation, exactly as typed. */
export interface Answer {
  readonly status: StatusChoice;
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
}

/**
 * An answer as it was sent. If the body chose `unchanged`, this holds its earlier answer, and `unchangedSince` is the
 * reference of the return that gave it.
 */
export interface SentAnswer {
  readonly status: AnswerStatus;
  readonly words: Words<AnswerField>;
  readonly evidence: readonly EvidenceKind[];
  readonly unchangedSince?: string;
}

export const likelihoods = ['very', 'could-slip', 'unknown'] as const;

export type Likelihood = (typeof likelihoods)[number];

export const planPlaces = ['here', 'attached'] as const;

/** The names of the inputs that the form asks once for the whole return. */
export const wholeFields = ['officer', 'anything-else', 'contacts-right', 'contacts-change'] as const;

export type WholeField = (typeof wholeFields)[number];

export interface WholeAnswer {
  readonly words: Words<WholeField>;
  /** The officer responsible, by recommendation number, if it is not the officer for the whole return. */
  readonly officers: Readonly<Record<string, string>>;
}
