import { planTold } from '../../shared/use-cases/planning/tell-by-phone.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, argument } from '../command/command.ts';
import { followUpArgument } from '../input/parameters.ts';
import * as z from 'zod';

export const recordTold = defineCommand({
  summary: 'Record that you told somebody what has changed',
  description:
    'Use this after a call to somebody who holds an old date: visit days that no longer hold, a date that moved, or a return that nobody needs any more. Revisit then owes them no email about it. revisit show lists who holds what.',
  examples: [{ line: 'revisit told essex lead', says: 'you have rung the lead' }],
  input: {
    followUp: followUpArgument,
    contact: argument(z.string(), 'the person, by id, name or role'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...told }, context) => {
    const change = await planTold(await context.service(), { ...told, by: context.by });
    return carryOut(change, { context, question: 'Record it?', diff });
  },
});
