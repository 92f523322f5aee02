import * as z from 'zod';
import { recordLateReason as run } from '../../../shared/use-cases/visits/record-late-reason.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';

export const recordLateReason = defineCommand({
  summary: 'Record why the revisit is late',
  description:
    'The desk asks for the reason every week from the day after the due date. It stops when the visit is held, or when there is a reason and a booked visit.',
  examples: [
    {
      line: 'revisit visit reason loamshire "Inspectors were needed in Northshire"',
      says: 'record the reason',
    },
  ],
  input: {
    followUp: followUpArgument,
    reason: argument(z.string().trim().min(1, 'must not be empty.'), 'the reason, for the record'),
  },
  output: followUpOutput,
  run: async ({ followUp, reason }, { service, by }) => {
    const revisit = await service();
    const summary = await summarise(revisit, await run(revisit, { followUp, reason, by }));
    return {
      document: followUpDocument(summary),
      text: () => `${summary.bodyName}: the reason is recorded.`,
    };
  },
});
