import { planNoHoliday } from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';

export const removeHoliday = defineCommand({
  summary: 'A day is no bank holiday after all: added by mistake, or moved',
  examples: [{ line: 'revisit calendar remove 2020-05-04', says: 'moved to 8 May, for VE day' }],
  input: { date: argument(dateInput, 'the day'), diff: diffFlag },
  output: calendarChangeOutput,
  run: async ({ date: on, diff }, context) => {
    const planned = await planNoHoliday(await context.service(), { on });
    return changeCalendar(planned, { context, diff });
  },
});
