import { planWithdrawal } from '../../shared/use-cases/publication/withdraw-follow-up.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand } from '../command/command.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const withdrawFollowUp = defineCommand({
  summary: 'Withdraw a follow-up',
  description:
    'Revisit sends no more emails about it, and its links stop working. The follow-up stays on record, and annual figures count it as withdrawn. The command always asks first. To take the withdrawal back, publish the report again with --reopen.',
  examples: [
    {
      line: 'revisit withdraw kent-ncpi-2016-06-02 --reason "Recorded twice"',
      says: 'withdraw it (asks first)',
    },
  ],
  input: { followUp: followUpArgument, reason: reasonOption, diff: diffFlag },
  output: changeOutput,
  run: async ({ diff, ...withdrawal }, context) => {
    const change = await planWithdrawal(await context.service(), withdrawal);
    return carryOut(change, { context, question: 'Withdraw it?', diff, always: true });
  },
});
