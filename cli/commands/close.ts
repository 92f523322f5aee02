import { planClosing } from '../../shared/use-cases/publication/close-follow-up.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand } from '../command/command.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const closeFollowUp = defineCommand({
  summary: 'Close a follow-up that is over',
  description:
    'A follow-up closes by itself when its revisit was held and its last recommendation is closed. Use this command for one without recommendations, and for an old report whose revisit is on no record. Revisit sends no more emails about it. An imported follow-up that was never released becomes history: nothing was ever owed for it, and without a recorded visit the annual figures count it as not known.',
  examples: [
    {
      line: 'revisit close west-midlands --reason "Reviewed by early 2016"',
      says: 'close an old follow-up (asks first)',
    },
  ],
  input: { followUp: followUpArgument, reason: reasonOption, diff: diffFlag },
  output: changeOutput,
  run: async ({ diff, ...closing }, context) => {
    const change = await planClosing(await context.service(), closing);
    return carryOut(change, { context, question: 'Close it?', diff, always: true });
  },
});
