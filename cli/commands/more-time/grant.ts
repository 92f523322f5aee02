import * as z from 'zod';
import { planMoreTime } from '../../../shared/use-cases/clocks/answer-more-time.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const grantMoreTime = defineCommand({
  summary: 'Give a body more time, as it asked',
  description:
    'You can give the day that the body asked for, or another day. Revisit tells the body once, and its reminders then follow the new date. Revisit keeps the original date.',
  examples: [
    { line: 'revisit more-time grant essex', says: 'give the day that the body asked for' },
    { line: 'revisit more-time grant essex --until 2016-04-29', says: 'give another day' },
  ],
  input: {
    followUp: followUpArgument,
    until: option(dateInput.optional(), {
      value: '<date>',
      help: 'the new date (default: the day that the body asked for)',
    }),
    reason: option(z.string().trim().min(1).optional(), {
      value: '<text>',
      help: 'the reason, for the record (default: the body asked for more time)',
    }),
    milestone: milestoneOption('the round, if more than one waits'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...grant }, context) => {
    const change = await planMoreTime(await context.service(), { ...grant, by: context.by });
    return carryOut(change, { context, question: 'Grant it?', diff });
  },
});
