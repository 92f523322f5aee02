import { planAcceptance } from '../../../shared/use-cases/returns/read-return.ts';
import { carryOut, changeOutput } from '../../changes/carry-out.ts';
import { defineCommand } from '../../command/command.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const acceptReturn = defineCommand({
  summary: 'You have read a return and have no question about it',
  description:
    'It leaves your desk, and the force can change it no more. What you think of each recommendation is said with judge, and which are done with close-recommendation.',
  examples: [{ line: 'revisit returns accept essex', says: 'the return that was not read yet' }],
  input: {
    followUp: followUpArgument,
    milestone: milestoneOption('the round (default: the one whose return was not read yet)'),
  },
  output: changeOutput,
  run: async (accepted, context) => {
    const change = await planAcceptance(await context.service(), accepted);
    return carryOut(change, { context, question: 'Accept it?' });
  },
});
