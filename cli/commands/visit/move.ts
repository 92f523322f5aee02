import { moveVisit as run } from '../../../shared/use-cases/visits/move-visit.ts';
import { defineCommand } from '../../command/command.ts';
import { firstOption, followUpArgument, lastOption, reasonOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { bookedWords } from '../../terminal/standing.ts';

export const moveVisit = defineCommand({
  summary: 'Move the booked revisit to other days',
  description: 'Revisit keeps the old days and the reason on record.',
  examples: [
    {
      line: 'revisit visit move essex --first 2016-09-12 --last 2016-09-15 --reason "Lead inspector ill"',
      says: 'move it to a week later',
    },
  ],
  input: { followUp: followUpArgument, first: firstOption, last: lastOption, reason: reasonOption },
  output: followUpOutput,
  run: async ({ followUp, first, last, reason }, { service, by, nameOf }) => {
    const revisit = await service();
    const days = { firstOn: first, lastOn: last ?? first };
    const moved = await run(revisit, { followUp, days, reason, by });
    const summary = await summarise(revisit, moved.followUp);
    const name = await nameOf(summary.followUp);
    const announced = moved.wasAnnounced
      ? `\nThe old days were announced, and the new days are not. Announce them with revisit visit announce ${name}.`
      : '';
    return {
      document: followUpDocument(summary),
      text: () =>
        `${summary.bodyName}: revisit moved to ${bookedWords(summary.followUp, summary.standing)}.${announced}`,
    };
  },
});
