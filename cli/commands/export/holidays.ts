import { defineCommand } from '../../command/command.ts';
import { calendarIn } from '../../../shared/domain/clocks/calendar.ts';
import { countryOption } from '../../input/country-input.ts';
import { describeExport, exportedOutput, exportRows, outOption } from '../../output/export-list.ts';

const NAME = 'bank holidays';
const COLUMNS = ['date', 'title'];

export const exportHolidays = defineCommand({
  ...describeExport({
    name: NAME,
    importedBy: 'calendar import',
    example: 'revisit export holidays --out bank-holidays.csv',
  }),
  input: { country: countryOption, out: outOption },
  output: exportedOutput,
  run: async ({ country, out }, { service }) => {
    const { settings } = await service();

    const { holidays } = calendarIn(country, await settings.calendar());
    const rows = [...holidays]
      .map(([date, title]) => ({ date, title }))
      .sort((a, b) => (a.date < b.date ? -1 : 1));
    return exportRows(rows, { name: NAME, columns: COLUMNS, out });
  },
});
