import type { PlainDate } from './dates.ts';

export interface Recommendation {
  readonly number: number;
  readonly title: string;
  /** The exact wording of the report, where it was recorded. */
  readonly wording?: string;
  readonly page?: number;
  readonly timescale?: Timescale;
  readonly addressee: 'force' | 'local-policing-body' | 'other';
  /** Said where it is shown: the timescale is illustrative and not the report's. */
  readonly illustrative: boolean;
  readonly outcome?: RecommendationOutcome;
  /** The inspectorate's own view, kept apart from the force's; newest last. */
  readonly judgements: readonly Judgement[];
}

export type Timescale = 'immediately' | 'within three months' | 'within six months';

export interface RecommendationOutcome {
  readonly kind: 'closed' | 'carried' | 'superseded';
  readonly on: PlainDate;
  /** The report that carries it on, or supersedes it. */
  readonly report?: string;
}

export interface Judgement {
  readonly view: 'open' | 'closed' | 'open-differs';
  readonly note?: string;
  readonly on: PlainDate;
  readonly by: string;
}

/** A recommendation is open until the inspectorate records it closed, carried into another report, or superseded. */
export function isOpen(recommendation: Recommendation): boolean {
  return recommendation.outcome === undefined;
}
