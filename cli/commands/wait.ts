import { planWait } from '../../shared/use-cases/clocks/wait-longer.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const letEmailsWait = defineCommand({
  summary: 'Let the emails about a round wait longer',
  description:
    'Use this while an email of theirs, a request for more time, or a return that they sent another way waits for you. By itself a round waits for at most five working days. Then its reminders go on, and the programme head hears of it. The due date stays.',
  examples: [
    {
      line: 'revisit wait essex --until 2016-04-29 --reason "We are looking for their letter"',
      says: 'send no reminder before 30 April',
    },
  ],
  input: {
    followUp: followUpArgument,
    until: option(dateInput, { value: '<date>', help: 'the last day without a reminder' }),
    reason: reasonOption,
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...wait }, context) => {
    const change = await planWait(await context.service(), { ...wait, by: context.by });
    return carryOut(change, { context, question: 'Let them wait?', diff });
  },
});
