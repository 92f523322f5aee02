import { programmeOf } from '../../shared/use-cases/finding/programme-of.ts';
import * as z from 'zod';
import { buildRecommendationViews } from '../../shared/domain/returns/build-recommendation-views.ts';
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
  summary: 'Record your own view of a recommendation',
  description:
    'The view is open, closed or differs. Differs means that it is still open and that you do not agree with the body. Revisit keeps every earlier view, yours and the body’s. It sends nothing, and nobody at the body sees your view. To close a recommendation for good, use revisit close-recommendation.',
  examples: [
    {
      line: 'revisit judge essex 3 differs --note "Two of ten cases we read had no plan"',
      says: 'the body says that it is done, and we disagree',
    },
  ],
  input: {
    followUp: followUpArgument,
    recommendation: argument(recommendationNumber, 'the number of the recommendation'),
    view: argument(viewInput, 'open, closed or differs'),
    note: option(z.string().trim().min(1).optional(), {
      value: '<text>',
      asTyped: true,
      help: 'the reason, for the record',
    }),
  },
  output: changeOutput,
  run: async ({ recommendation: number, ...judged }, context) => {
    const revisit = await context.service();
    const change = await planJudgement(revisit, { ...judged, number, by: context.by });
    const answer = await carryOut(change, { context, question: 'Record it?' });
    const { recommendations } = await revisit.followUps.load(change.before.id);
    const returns = await revisit.formReading.sentReturns(change.before.id);
    const { noun } = (await programmeOf(revisit, change.before)).body;
    const view = buildRecommendationViews(recommendations, returns).find(
      ({ recommendation }) => recommendation.number === number,
    );
    const history =
      view === undefined ? [] : recommendationHistory(view, { terminal: context.terminal, noun });
    const name = await context.nameOf(change.before);
    const hint =
      judged.view === 'closed' && view?.recommendation.outcome === undefined
        ? [
            `Revisit still asks the ${noun} about it. To stop that, run revisit close-recommendation ${name} ${number}.`,
          ]
        : [];
    return { ...answer, text: () => [answer.text(), '', ...history, ...hint].join('\n') };
  },
});
