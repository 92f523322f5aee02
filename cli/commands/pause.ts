import { londonDate } from '../../shared/domain/dates.ts';
import { planPause } from '../../shared/use-cases/clocks/pause-follow-up.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const pauseFollowUp = defineCommand({
  summary: 'Stop the clocks of one follow-up',
  description:
    'Each date to come moves by the number of days for which the clocks are stopped. A date that the law sets does not move. While the clocks are stopped, no email about the rounds leaves.',
  examples: [
    {
      line: 'revisit pause essex --reason "Major incident"',
      says: 'stop them from today until revisit resume',
    },
    {
      line: 'revisit pause essex --from 2016-04-01 --until 2016-04-11 --reason "Major incident"',
      says: 'stop them for ten days, until 11 April',
    },
  ],
  input: {
    followUp: followUpArgument,
    reason: reasonOption,
    from: option(dateInput.optional(), { value: '<date>', help: 'the first day (default: today)' }),
    until: option(dateInput.optional(), {
      value: '<date>',
      help: 'the day on which they start again, if it is known',
    }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, from, ...pause }, context) => {
    const revisit = await context.service();
    const change = await planPause(revisit, { ...pause, from: from ?? londonDate(revisit.clock.now()) });
    return carryOut(change, { context, question: 'Stop its clocks?', diff });
  },
});
