import { londonDate } from '../../shared/domain/dates.ts';
import { planResume } from '../../shared/use-cases/clocks/pause-follow-up.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument } from '../input/parameters.ts';

export const resumeFollowUp = defineCommand({
  summary: 'Start the clocks of a paused follow-up again',
  examples: [
    { line: 'revisit resume essex', says: 'start them today' },
    { line: 'revisit resume essex --on 2016-04-11 --diff', says: 'show the dates that would follow' },
  ],
  input: {
    followUp: followUpArgument,
    on: option(dateInput.optional(), {
      value: '<date>',
      help: 'the first day on which they run again (default: today)',
    }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, followUp, on }, context) => {
    const revisit = await context.service();
    const change = await planResume(revisit, { followUp, on: on ?? londonDate(revisit.clock.now()) });
    return carryOut(change, { context, question: 'Start its clocks again?', diff });
  },
});
