import { exportList } from '../../output/export-list.ts';

export const exportHolidays = exportList({
  name: 'bank holidays',
  importedBy: 'calendar import',
  example: 'revisit export holidays --out bank-holidays.csv',
  columns: ['date', 'title'],
  input: {},
  rows: async ({ settings }) => {
    const { holidays } = await settings.calendar();
    return [...holidays].map(([date, title]) => ({ date, title })).sort((a, b) => (a.date < b.date ? -1 : 1));
  },
});
