import { planHolidayRemoval } from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { countryOption } from '../../input/country-input.ts';
import { dateInput } from '../../input/date-input.ts';

export const removeHoliday = defineCommand({
  summary: 'Remove a bank holiday',
  description:
    'Use this for a day that was added by mistake, or for a bank holiday that was moved. The command shows which open dates move, and asks first.',
  examples: [
    { line: 'revisit calendar remove 2020-05-04', says: 'remove it, because it moved to 8 May for VE day' },
  ],
  input: { date: argument(dateInput, 'the day to remove'), country: countryOption, diff: diffFlag },
  output: calendarChangeOutput,
  run: async ({ date: on, country, diff }, context) => {
    const planned = await planHolidayRemoval(await context.service(), { on, country });
    return changeCalendar(planned, { context, diff });
  },
});
