import * as z from 'zod';
import { recommendationViews } from '../../shared/domain/returns/recommendation-views.ts';
import { planJudgement } from '../../shared/use-cases/returns/judge-recommendation.ts';
import { carryOut, changeOutput } from '../changes/carry-out.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { followUpArgument } from '../input/parameters.ts';
import { recommendationNumber } from '../input/recommendation-input.ts';
import { recommendationHistory } from '../terminal/recommendation-history.ts';

const viewInput = z
  .enum(['open', 'closed', 'differs', 'open-differs'], 'must be open, closed or differs.')
  .transform((view) => (view === 'differs' ? 'open-differs' : view));

export const judgeRecommendation = defineCommand({
  summary: 'Say how you see a recommendation, beside what the force says',
  description:
    'open, closed, or differs: still open, and not as the force sees it. Every earlier view is kept, yours and the force’s. It sends nothing and is shown to nobody at the force. A recommendation that is closed for good is closed with close-recommendation.',
  examples: [
    {
      line: 'revisit judge essex 3 differs --note "Two of ten cases we read had no plan"',
      says: 'the force says done, and we do not see it',
    },
  ],
  input: {
    followUp: followUpArgument,
    recommendation: argument(recommendationNumber, 'the number of the recommendation'),
    view: argument(viewInput, 'open, closed or differs'),
    note: option(z.string().trim().min(1).optional(), { value: '<text>', help: 'why, for the record' }),
  },
  output: changeOutput,
  run: async ({ recommendation: number, ...judged }, context) => {
    const revisit = await context.service();
    const change = await planJudgement(revisit, { ...judged, number, by: context.by });
    const answer = await carryOut(change, { context, question: 'Record it?' });
    const { recommendations } = await revisit.followUps.load(change.before.id);
    const returns = await revisit.formReading.sentReturns(change.before.id);
    const view = recommendationViews(recommendations, returns).find(
      ({ recommendation }) => recommendation.number === number,
    );
    const history = view === undefined ? [] : recommendationHistory(view, context.terminal);
    const hint =
      judged.view === 'closed' && view?.recommendation.outcome === undefined
        ? [`It is asked about until revisit close-recommendation ${change.before.id} ${number} closes it.`]
        : [];
    return { ...answer, text: () => [answer.text(), '', ...history, ...hint].join('\n') };
  },
});
