import * as z from 'zod';
import { planQuestions } from '../../../shared/use-cases/returns/read-return.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { recommendationNumbers } from '../../input/recommendation-input.ts';

export const askAgain = defineCommand({
  summary: 'Ask the force again about some recommendations of its return',
  description:
    'Only those are asked about, and the force has ten working days. The email names the recommendations and the day; the question itself stands in the form, so keep it free of case detail. You are asked first.',
  examples: [
    {
      line: 'revisit returns ask-again essex --about 2,4 --note "How many cases did you audit?"',
      says: 'two recommendations',
    },
  ],
  input: {
    followUp: followUpArgument,
    about: option(recommendationNumbers, { value: '<numbers>', help: 'which recommendations, e.g. 2,4' }),
    note: option(z.string().trim().min(1, 'must not be empty.').max(2000, 'must be shorter.'), {
      value: '<text>',
      help: 'your question, as the force reads it in the form',
    }),
    answerBy: option(dateInput.optional(), { value: '<date>', help: 'by when (default: ten working days)' }),
    milestone: milestoneOption('the round (default: the one whose return was not read yet)'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, about, ...asking }, context) => {
    const change = await planQuestions(await context.service(), { ...asking, recommendations: about });
    return carryOut(change, { context, question: 'Ask them?', diff });
  },
});
