import * as z from 'zod';
import { recordLateReason as run } from '../../../shared/use-cases/visits/record-late-reason.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';

export const recordLateReason = defineCommand({
  summary: 'Say why the revisit is late',
  description:
    'The desk asks for it weekly, from the day after the due date until the visit is held or the reason is given and a visit booked.',
  examples: [
    { line: 'revisit visit reason loamshire "Inspectors were needed in Northshire"', says: 'for the record' },
  ],
  input: {
    followUp: followUpArgument,
    reason: argument(z.string().trim().min(1, 'must not be empty.'), 'why it is late, for the record'),
  },
  output: followUpOutput,
  run: async ({ followUp, reason }, { service, by }) => {
    const revisit = await service();
    const summary = await summarise(revisit, await run(revisit, { followUp, reason, by }));
    return {
      document: followUpDocument(summary),
      text: () => `${summary.forceName}: the reason is on record.`,
    };
  },
});
