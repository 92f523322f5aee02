import { planRefusal } from '../../../shared/use-cases/clocks/answer-more-time.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand } from '../../command/command.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const refuseMoreTime = defineCommand({
  summary: 'Keep the date, although the force asked for more time',
  description: 'The force is told once, and the ladder goes on. Ring them first: it is kinder.',
  examples: [{ line: 'revisit more-time refuse essex', says: 'asks first: it may be chased at once' }],
  input: {
    followUp: followUpArgument,
    milestone: milestoneOption('the round, where more than one waits'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...refusal }, context) => {
    const change = await planRefusal(await context.service(), refusal);
    return carryOut(change, { context, question: 'Refuse it?', diff });
  },
});
