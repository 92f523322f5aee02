import { Temporal } from 'temporal-polyfill';
import { londonDate, type Instant, type PlainDate } from '../dates.ts';
import type { Judgement, Recommendation } from '../recommendation.ts';
import { readMonth } from './months-in-answers.ts';
import type { AnswerStatus, SentAnswer } from '../answer.ts';
import type { RoundId } from '../programme.ts';

/** One return, with only its answers. */
export interface AnsweredReturn {
  readonly round: RoundId;
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly sentAnswers: ReadonlyMap<number, SentAnswer>;
}

/** What the body said about a recommendation in one return. It is kept apart from what we say. */
export interface BodyView {
  readonly on: PlainDate;
  readonly round: RoundId;
  readonly reference: string;
  readonly answer: SentAnswer;
}

/** When the body expects to finish, or to check. */
export type Expectation =
  | {
      readonly kind: 'finishes';
      readonly month: Temporal.PlainYearMonth;
      readonly likelihood: string | undefined;
    }
  | { readonly kind: 'checks'; readonly month: Temporal.PlainYearMonth };

/** One recommendation with two views of it side by side, the body's and ours. */
export interface RecommendationView {
  readonly recommendation: Recommendation;
  /** Oldest first. */
  readonly body: readonly BodyView[];
  readonly latest: BodyView | undefined;
  readonly judgement: Judgement | undefined;
  readonly expects: Expectation | undefined;
}

/**
 * Returns every recommendation with what the body last said and what we last said. If a later return skips a
 * recommendation, nothing changes.
 */
export function buildRecommendationViews(
  recommendations: readonly Recommendation[],
  returns: readonly AnsweredReturn[],
): RecommendationView[] {
  const ordered = [...returns].sort((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt));
  return recommendations.map((recommendation) => {
    const body = ordered.flatMap(({ round, reference, receivedAt, sentAnswers }) => {
      const answer = sentAnswers.get(recommendation.number);
      return answer === undefined ? [] : [{ on: londonDate(receivedAt), round, reference, answer }];
    });
    const latest = body.at(-1);
    return {
      recommendation,
      body,
      latest,
      judgement: recommendation.judgements.at(-1),
      expects: latest === undefined ? undefined : expectationOf(latest.answer),
    };
  });
}

/** Counts the recommendations by the status that the body last gave, as in "2 of 4 done and checked". */
export function countStatuses(views: readonly RecommendationView[]): ReadonlyMap<AnswerStatus, number> {
  const counts = new Map<AnswerStatus, number>();
  for (const { latest } of views) {
    if (latest !== undefined) counts.set(latest.answer.status, (counts.get(latest.answer.status) ?? 0) + 1);
  }
  return counts;
}

function expectationOf({ status, words }: SentAnswer): Expectation | undefined {
  if (status === 'done-checked') return undefined;
  if (status === 'done-not-checked') {
    const month = readMonth(words, 'check');
    return month === undefined ? undefined : { kind: 'checks', month };
  }
  const month = readMonth(words, 'finish') ?? readMonth(words, 'plan');
  return month === undefined ? undefined : { kind: 'finishes', month, likelihood: words.likelihood };
}
