import { planWithdrawal } from '../../shared/use-cases/publication/withdraw-follow-up.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand } from '../command/command.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const withdrawFollowUp = defineCommand({
  summary: 'End a follow-up, with the reason',
  description:
    'Nothing more is sent, its links open no form, and it counts as withdrawn in annual figures. It stays on record. You are always asked. To take it back, publish the report again with --reopen.',
  examples: [{ line: 'revisit withdraw kent-ncpi-2016-06-02 --reason "Recorded twice"', says: 'asks first' }],
  input: { followUp: followUpArgument, reason: reasonOption, diff: diffFlag },
  output: changeOutput,
  run: async ({ diff, ...withdrawal }, context) => {
    const change = await planWithdrawal(await context.service(), withdrawal);
    return carryOut(change, { context, question: 'End it?', diff, always: true });
  },
});
