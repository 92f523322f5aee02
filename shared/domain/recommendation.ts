import type { PlainDate } from './dates.ts';

/** The addressee of a recommendation that the body itself has to meet. The stored word is older than other bodies. */
export const THE_BODY = 'force';

export interface Recommendation {
  readonly number: number;
  readonly title: string;
  /** The exact wording in the report, if someone recorded it. */
  readonly wording?: string;
  readonly page?: number;
  /** As the report writes it, such as "within three months". `readTimescale` says what it means. */
  readonly timescale?: string;
  /** Who has to act: `THE_BODY`, or somebody else, by the id of a role or in a word such as `other`. */
  readonly addressee: string;
  /** True if the timescale is illustrative and not from the report. Revisit says so next to it. */
  readonly illustrative: boolean;
  readonly outcome?: RecommendationOutcome;
  /** The inspectorate's own view, kept apart from the body's view. The newest comes last. */
  readonly judgements: readonly Judgement[];
}

export interface RecommendationOutcome {
  readonly kind: 'closed' | 'carried' | 'superseded';
  readonly on: PlainDate;
  /** The report that carries the recommendation on or supersedes it. */
  readonly report?: string;
  /** The reason, for the record. */
  readonly note?: string;
}

export interface Judgement {
  readonly view: 'open' | 'closed' | 'open-differs';
  readonly note?: string;
  readonly on: PlainDate;
  readonly by: string;
}

/**
 * Tells whether a recommendation is open. It stays open until the inspectorate records it as closed, carried into
 * another report or superseded.
 */
export function isOpen(recommendation: Recommendation): boolean {
  return recommendation.outcome === undefined;
}
