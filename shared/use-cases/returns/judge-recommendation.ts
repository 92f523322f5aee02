import { londonDate } from '../../domain/dates.ts';
import type { BodyWords } from '../../domain/programme.ts';
import type { Judgement, Recommendation } from '../../domain/recommendation.ts';
import { findRecommendation } from '../planning/find-recommendation.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to record our own view of a recommendation. It stands beside the body's view and never replaces it. Earlier
 * judgements stay.
 */
export async function planJudgement(
  dependencies: ChangeDependencies,
  judged: {
    followUp: string;
    number: number;
    view: Judgement['view'];
    note?: string;
    by: string;
  },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, judged.followUp);
  const recommendation = findRecommendation(scene, judged.number);
  const { view, note, by } = judged;
  const judgement: Judgement = { view, note, on: londonDate(scene.context.now), by };
  const about = {
    action: 'judge',
    summary: `We see recommendation ${judged.number} as ${viewWords(view, scene.context.programme.body)}.`,
  };
  const last = recommendation.judgements.at(-1);
  if (last?.view === view && last.note === note) return planChange(scene, { becoming: undefined, ...about });
  const after: Recommendation = {
    ...recommendation,
    judgements: [...recommendation.judgements, judgement],
  };
  return planChange(scene, { becoming: { recommendations: [after] }, ...about });
}

function viewWords(view: Judgement['view'], { noun }: BodyWords): string {
  return view === 'open-differs' ? `open, unlike the ${noun}` : view;
}
