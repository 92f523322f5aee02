import * as z from 'zod';
import { planComments } from '../../../shared/use-cases/returns/record-comments.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const recordComments = defineCommand({
  summary: 'Record that the local policing body published its comments',
  description: 'Revisit stops reminding its office of the statutory date.',
  examples: [
    {
      line: 'revisit lpb received lancashire --url https://www.lancashire-pcc.example/comments',
      says: 'comments that were published today',
    },
  ],
  input: {
    followUp: followUpArgument,
    url: option(z.url({ error: 'must be a web address, e.g. https://…' }).optional(), {
      value: '<url>',
      help: 'the web address of the comments',
    }),
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day of publication (default: today)',
    }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...comments }, context) => {
    const change = await planComments(await context.service(), comments);
    return carryOut(change, { context, question: 'Record them?', diff });
  },
});
