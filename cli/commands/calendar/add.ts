import * as z from 'zod';
import { isWorkingDay } from '../../../shared/domain/clocks/calendar.ts';
import { weekdayName } from '../../../shared/domain/dates.ts';
import { planHoliday } from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';

export const addHoliday = defineCommand({
  summary: 'Add a bank holiday: every open date is worked out again',
  description:
    'For one that is announced at short notice, as 19 September 2022 and 8 May 2023 were. Which dates move is shown, and you are asked.',
  examples: [
    {
      line: 'revisit calendar add 2022-09-19 --title "Queen Elizabeth\'s funeral"',
      says: 'asks first where an open date moves',
    },
    { line: 'revisit calendar add "8 May 2023" --title Coronation --diff', says: 'only shows what moves' },
  ],
  input: {
    date: argument(dateInput, 'the day'),
    title: option(z.string().trim().min(1, 'must not be empty.'), {
      value: '<text>',
      help: 'what it is called',
    }),
    diff: diffFlag,
  },
  output: calendarChangeOutput,
  run: async ({ date: on, title, diff }, context) => {
    const revisit = await context.service();
    const isWorking = isWorkingDay(on, await revisit.settings.calendar());
    const planned = await planHoliday(revisit, { on, title });
    const notes =
      isWorking || planned.after === undefined
        ? []
        : [`It is a ${weekdayName(on)}, and no working day anyway.`];
    return changeCalendar(planned, { context, diff, notes });
  },
});
