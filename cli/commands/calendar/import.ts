import * as z from 'zod';
import { Temporal } from 'temporal-polyfill';
import { readBankHolidays } from '../../../shared/contracts/bank-holidays.ts';
import { formatDate, weekdayName } from '../../../shared/domain/dates.ts';
import {
  planCalendarImport,
  type PlannedCalendar,
} from '../../../shared/use-cases/clocks/change-calendar.ts';
import { diffFlag } from '../../changes/carry-out.ts';
import { calendarChangeOutput, changeCalendar } from '../../changes/change-calendar.ts';
import { fileArgument, defineCommand } from '../../command/command.ts';
import { countryOption } from '../../input/country-input.ts';
import { readInputFile } from '../../input/read-file.ts';

export const importCalendar = defineCommand({
  summary: 'Import the published bank holidays of a country',
  description:
    'Give it the file gov.uk/bank-holidays.json, or a CSV file with the columns date and title. It reads only the division of one country, which is England and Wales unless you name another. If the file covers a whole year, a bank holiday of that year that is not in the file is removed. The command shows which open dates move. It asks first if a date moves or a holiday is removed. You can import the same file again, and it changes nothing.',
  examples: [
    {
      line: 'revisit calendar import bank-holidays.json',
      says: 'import it (asks first if an open date moves)',
    },
    { line: 'revisit calendar import bank-holidays.json --diff', says: 'show what would change' },
    {
      line: 'revisit calendar import bank-holidays.json --country scotland',
      says: 'import the bank holidays of Scotland',
    },
  ],
  input: {
    file: fileArgument(z.string(), 'the file from gov.uk/bank-holidays.json'),
    country: countryOption,
    diff: diffFlag,
  },
  output: calendarChangeOutput,
  run: async ({ file, country, diff }, context) => {
    const { bytes, name } = await readInputFile(file, { field: 'file' });
    const holidays = readBankHolidays(bytes, country);
    const planned = await planCalendarImport(await context.service(), { holidays, fileName: name, country });
    return changeCalendar(planned, { context, diff, notes: notesOn(planned) });
  },
});

function notesOn({ added, dropped, calendar }: PlannedCalendar): string[] {
  return [
    ...added.map(({ on, title }) => `New: ${dayWords(on)}, ${title}.`),
    ...dropped.map(({ on, title }) => `Removed: ${dayWords(on)}, ${title}.`),
    `Bank holidays are known until ${formatDate(calendar.knownTo)}.`,
  ];
}

function dayWords(on: string): string {
  const day = Temporal.PlainDate.from(on);
  return `${weekdayName(day)} ${formatDate(day)}`;
}
