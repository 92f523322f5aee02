import * as z from 'zod';
import { Temporal } from 'temporal-polyfill';
import { readBankHolidays } from '../../../shared/contracts/bank-holidays.ts';
import { inWords, weekdayName } from '../../../shared/domain/dates.ts';
import {
  planCalendarImport,
  type PlannedCalendar,
} from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';

export const importCalendar = defineCommand({
  summary: 'Take over the published bank holidays of England and Wales',
  description:
    'Takes gov.uk/bank-holidays.json as it is published, or a CSV file with the columns date and title. Of the nations only England and Wales counts. In the years that the list holds in whole, a bank holiday that it does not hold is none any more. Which open dates move is shown, and you are asked. The same file again changes nothing.',
  examples: [
    { line: 'revisit calendar import bank-holidays.json', says: 'asks first where an open date moves' },
    { line: 'revisit calendar import bank-holidays.json --diff', says: 'only shows what it would change' },
  ],
  input: { file: argument(z.string(), 'the file from gov.uk/bank-holidays.json'), diff: diffFlag },
  output: calendarChangeOutput,
  run: async ({ file, diff }, context) => {
    const { bytes, name } = await readInputFile(file, 'file');
    const holidays = readBankHolidays(bytes);
    const planned = await planCalendarImport(await context.service(), { holidays, fileName: name });
    return changeCalendar(planned, { context, diff, notes: notesOn(planned) });
  },
});

function notesOn({ added, dropped, calendar }: PlannedCalendar): string[] {
  return [
    ...added.map(({ on, title }) => `New: ${dayWords(on)}, ${title}.`),
    ...dropped.map(({ on, title }) => `None any more: ${dayWords(on)}, ${title}.`),
    `Bank holidays are known until ${inWords(calendar.knownTo)}.`,
  ];
}

function dayWords(on: string): string {
  const day = Temporal.PlainDate.from(on);
  return `${weekdayName(day)} ${inWords(day)}`;
}
