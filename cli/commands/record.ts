import * as z from 'zod';
import { planRecordedDay } from '../../shared/use-cases/clocks/record-day.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument } from '../input/parameters.ts';

export const recordDay = defineCommand({
  summary: 'Record a day that a clock waits for',
  description:
    'Some programmes count from a day that only people know, such as the day when a letter arrived. Until it is recorded, the clock waits and the desk asks for it. The same command records the date that a report gives, and the day when a step was done. To correct a day, record it again.',
  examples: [
    {
      line: 'revisit record surrey-fire receipt --on 2023-09-15',
      says: 'record when the letter arrived (asks first if it moves emails)',
    },
    {
      line: 'revisit record surrey-fire receipt --on 2023-09-15 --diff',
      says: 'show the dates and emails that follow, and change nothing',
    },
  ],
  input: {
    followUp: followUpArgument,
    what: argument(z.string().min(1), 'the day to record, e.g. receipt, as the desk names it'),
    on: option(dateInput, { value: '<date>', help: 'the day' }),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ followUp, what, on, diff }, context) => {
    const change = await planRecordedDay(await context.service(), { followUp, what, on });
    return carryOut(change, { context, question: 'Record it?', diff });
  },
});
