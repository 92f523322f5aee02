import * as z from 'zod';
import { calendarIn, isWorkingDay } from '../../../shared/domain/clocks/calendar.ts';
import { weekdayName } from '../../../shared/domain/dates.ts';
import { planHoliday } from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { argument, defineCommand, option } from '../../command/command.ts';
import { countryOption } from '../../input/country-input.ts';
import { dateInput } from '../../input/date-input.ts';

export const addHoliday = defineCommand({
  summary: 'Add a bank holiday',
  description:
    'Use this for a bank holiday that is announced at short notice, as on 19 September 2022 and 8 May 2023. Revisit works out every open date again. The command shows which dates move. It asks first if a date moves.',
  examples: [
    {
      line: 'revisit calendar add 2022-09-19 --title "Queen Elizabeth\'s funeral"',
      says: 'add it (asks first if an open date moves)',
    },
    {
      line: 'revisit calendar add "8 May 2023" --title Coronation --diff',
      says: 'show which dates would move',
    },
    {
      line: 'revisit calendar add 2026-06-15 --title "World Cup" --country scotland',
      says: 'add it for programmes that count by the bank holidays of Scotland',
    },
  ],
  input: {
    date: argument(dateInput, 'the day of the bank holiday'),
    title: option(z.string().trim().min(1, 'must not be empty.'), {
      value: '<text>',
      help: 'the name of the bank holiday',
    }),
    country: countryOption,
    diff: diffFlag,
  },
  output: calendarChangeOutput,
  run: async ({ date: on, title, country, diff }, context) => {
    const revisit = await context.service();
    const isWorking = isWorkingDay(on, calendarIn(country, await revisit.settings.calendar()));
    const planned = await planHoliday(revisit, { on, title, country });
    const notes =
      isWorking || planned.after === undefined
        ? []
        : [`It is a ${weekdayName(on)}, which is not a working day anyway.`];
    return changeCalendar(planned, { context, diff, notes });
  },
});
