import { cancelVisit as run } from '../../../shared/use-cases/visits/cancel-visit.ts';
import { defineCommand } from '../../command/command.ts';
import { followUpArgument, reasonOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { standingWords } from '../../terminal/standing.ts';

export const cancelVisit = defineCommand({
  summary: 'Cancel the booked revisit',
  description: 'Revisit keeps the days and the reason on record.',
  examples: [{ line: 'revisit visit cancel essex --reason "No inspectors"', says: 'cancel the booking' }],
  input: { followUp: followUpArgument, reason: reasonOption },
  output: followUpOutput,
  run: async ({ followUp, reason }, { service, by }) => {
    const revisit = await service();
    const summary = await summarise(revisit, await run(revisit, { followUp, reason, by }));
    return {
      document: followUpDocument(summary),
      text: () =>
        `${summary.bodyName}: the revisit is no longer booked (${standingWords(summary.standing)}).`,
    };
  },
});
