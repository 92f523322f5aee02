import * as z from 'zod';
import { planComments } from '../../../shared/use-cases/returns/record-comments.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const recordComments = defineCommand({
  summary: 'The local policing body has published its comments',
  description: 'Its office is not reminded of the statutory date any more.',
  examples: [
    {
      line: 'revisit lpb received lancashire --url https://www.lancashire-pcc.example/comments',
      says: 'seen today',
    },
  ],
  input: {
    followUp: followUpArgument,
    url: option(z.url({ error: 'must be a web address, e.g. https://…' }).optional(), {
      value: '<url>',
      help: 'where they are',
    }),
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day on which they were published (default: today)',
    }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...comments }, context) => {
    const change = await planComments(await context.service(), comments);
    return carryOut(change, { context, question: 'Record them?', diff });
  },
});
