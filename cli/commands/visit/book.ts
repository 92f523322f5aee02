import { bookVisit as run } from '../../../shared/use-cases/visits/book-visit.ts';
import { defineCommand } from '../../command/command.ts';
import { firstOption, followUpArgument, lastOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { bookedWords } from '../../terminal/standing.ts';

export const bookVisit = defineCommand({
  summary: 'Book the revisit',
  description: 'The days stay confidential until you announce them.',
  examples: [
    { line: 'revisit visit book essex --first 2016-09-05 --last 2016-09-08', says: 'book four days' },
    { line: 'revisit visit book essex --first "5 September 2016"', says: 'book one day' },
  ],
  input: { followUp: followUpArgument, first: firstOption, last: lastOption },
  output: followUpOutput,
  run: async ({ followUp, first, last }, { service, by, nameOf }) => {
    const revisit = await service();
    const days = { firstOn: first, lastOn: last ?? first };
    const summary = await summarise(revisit, await run(revisit, { followUp, days, by }));
    const name = await nameOf(summary.followUp);
    return {
      document: followUpDocument(summary),
      text: () =>
        `${summary.bodyName}: revisit booked for ${bookedWords(summary.followUp, summary.standing)}.\nNobody at the ${summary.programme.body.noun} hears of it before revisit visit announce ${name}.`,
    };
  },
});
