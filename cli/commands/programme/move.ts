import * as z from 'zod';
import { planMoveToVersion } from '../../../shared/use-cases/clocks/move-to-version.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const moveToVersion = defineCommand({
  summary: 'Move a follow-up to another version of its programme',
  description:
    'A follow-up keeps the version that it began with until someone moves it. The command shows every date and email that changes, and asks. Whoever was told other dates gets an email with the new ones. The history keeps the move.',
  examples: [
    {
      line: 'revisit programme move essex --to 2 --diff',
      says: 'show what would change, and change nothing',
    },
    { line: 'revisit programme move essex --to 2', says: 'move it (asks first)' },
  ],
  input: {
    followUp: followUpArgument,
    to: option(z.coerce.number().int().positive(), { value: '<version>', help: 'the version to follow' }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ followUp, to, diff }, context) => {
    const change = await planMoveToVersion(await context.service(), { followUp, to });
    return carryOut(change, { context, question: 'Move it?', diff, always: true });
  },
});
