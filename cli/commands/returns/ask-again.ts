import * as z from 'zod';
import { planQuestions } from '../../../shared/use-cases/returns/read-return.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { recommendationNumbers } from '../../input/recommendation-input.ts';

export const askAgain = defineCommand({
  summary: 'Ask the body again about some recommendations',
  description:
    'Revisit asks only about those recommendations, and gives the body ten working days. The email names the recommendations and the day. The question itself is in the form, so leave out case details. The command asks first.',
  examples: [
    {
      line: 'revisit returns ask-again essex --about 2,4 --note "How many cases did you audit?"',
      says: 'ask about two recommendations',
    },
  ],
  input: {
    followUp: followUpArgument,
    about: option(recommendationNumbers, {
      value: '<numbers>',
      help: 'the numbers of the recommendations, e.g. 2,4',
    }),
    note: option(
      z.string().trim().min(1, 'must not be empty.').max(2000, 'must have at most 2,000 characters.'),
      {
        value: '<text>',
        asTyped: true,
        help: 'the question that the body reads in the form',
      },
    ),
    answerBy: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day to answer by (default: in ten working days)',
    }),
    milestone: milestoneOption('the round (default: the one with a return that is not read yet)'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, about, ...asking }, context) => {
    const change = await planQuestions(await context.service(), { ...asking, recommendations: about });
    return carryOut(change, { context, question: 'Ask them?', diff });
  },
});
