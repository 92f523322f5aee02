import * as z from 'zod';
import { planGrant } from '../../../shared/use-cases/clocks/answer-more-time.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const grantMoreTime = defineCommand({
  summary: 'Give a force the time it asked for, or another day',
  description: 'The force is told once, and the ladder goes on from the new date. The original date is kept.',
  examples: [
    { line: 'revisit more-time grant essex', says: 'the day they asked for' },
    { line: 'revisit more-time grant essex --until 2016-04-29', says: 'another day' },
  ],
  input: {
    followUp: followUpArgument,
    until: option(dateInput.optional(), { value: '<date>', help: 'another day than they asked for' }),
    reason: option(z.string().trim().min(1).optional(), {
      value: '<text>',
      help: 'why, for the record (default: the force asked for more time)',
    }),
    milestone: milestoneOption('the round, where more than one waits'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...grant }, context) => {
    const change = await planGrant(await context.service(), { ...grant, by: context.by });
    return carryOut(change, { context, question: 'Grant it?', diff });
  },
});
