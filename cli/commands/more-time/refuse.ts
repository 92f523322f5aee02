import { planRefusal } from '../../../shared/use-cases/clocks/answer-more-time.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand } from '../../command/command.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const refuseMoreTime = defineCommand({
  summary: 'Refuse to give a body more time',
  description:
    'The date stays. Revisit tells the body once, and its reminders go on. Ring the body first, because that is kinder.',
  examples: [
    {
      line: 'revisit more-time refuse essex',
      says: 'refuse it (asks first, because a chaser may leave at once)',
    },
  ],
  input: {
    followUp: followUpArgument,
    milestone: milestoneOption('the round, if more than one waits'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...refusal }, context) => {
    const change = await planRefusal(await context.service(), refusal);
    return carryOut(change, { context, question: 'Refuse it?', diff });
  },
});
