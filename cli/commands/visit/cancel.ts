import { cancelVisit as run } from '../../../shared/use-cases/visits/cancel-visit.ts';
import { defineCommand } from '../../command/command.ts';
import { followUpArgument, reasonOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { standingWords } from '../../terminal/standing.ts';

export const cancelVisit = defineCommand({
  summary: 'Take the booking back; the days it had and the reason are kept',
  examples: [{ line: 'revisit visit cancel essex --reason "No inspectors"', says: 'not booked any more' }],
  input: { followUp: followUpArgument, reason: reasonOption },
  output: followUpOutput,
  run: async ({ followUp, reason }, { service, by }) => {
    const revisit = await service();
    const summary = await summarise(revisit, await run(revisit, { followUp, reason, by }));
    return {
      document: followUpDocument(summary),
      text: () => `${summary.forceName}: revisit not booked any more (${standingWords(summary.standing)}).`,
    };
  },
});
