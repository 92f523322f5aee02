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

export const likelihoods = ['very', 'could-slip', 'unknown'] as const;

export type Likelihood = (typeof likelihoods)[number];

export const planPlaces = ['here', 'attached'] as const;

/** What is said once for the whole return, by the name of its input. */
export const wholeFields = ['officer', 'anything-else', 'contacts-right', 'contacts-change'] as const;

export type WholeField = (typeof wholeFields)[number];

export interface WholeAnswer {
  readonly words: Words<WholeField>;
  /** Where another officer is responsible: by recommendation number. */
  readonly officers: Readonly<Record<string, string>>;
}
