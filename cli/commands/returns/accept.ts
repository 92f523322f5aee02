import { planAcceptance } from '../../../shared/use-cases/returns/read-return.ts';
import { carryOut, changeOutput } from '../../changes/carry-out.ts';
import { defineCommand } from '../../command/command.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const acceptReturn = defineCommand({
  summary: 'Accept a return that you have read',
  description:
    'Accept a return if you have no questions about it. It leaves your desk, and the body can no longer change it. Record your view of each recommendation with revisit judge, and close those that are done with revisit close-recommendation.',
  examples: [{ line: 'revisit returns accept essex', says: 'accept the return that is not read yet' }],
  input: {
    followUp: followUpArgument,
    milestone: milestoneOption('the round (default: the one with a return that is not read yet)'),
  },
  output: changeOutput,
  run: async (accepted, context) => {
    const change = await planAcceptance(await context.service(), accepted);
    return carryOut(change, { context, question: 'Accept it?' });
  },
});
