import { bankHolidays, listHolidays, type DaysByTitle } from './bank-holidays.ts';
import type { BankHoliday } from '../country.ts';

/**
 * How the bank holidays of Scotland and Northern Ireland differ from those of England and Wales, from 2014 to 2030. They
 * follow the Banking and Financial Dealings Act 1971 and the proclamations that were known. Local holidays are not in
 * the lists. An admin imports the published list with `revisit calendar import --country`.
 */
// prettier-ignore
const differences: Readonly<
  Record<
    'scotland' | 'northern-ireland',
    { readonly without: readonly string[]; readonly also: DaysByTitle }
  >
> = {
  scotland: {
    without: ['Easter Monday', 'Summer bank holiday'],
    also: {
      '2nd January': [
        '2014-01-02', '2015-01-02', '2018-01-02', '2019-01-02', '2020-01-02', '2024-01-02',
        '2025-01-02', '2026-01-02', '2029-01-02', '2030-01-02',
      ],
      'Summer bank holiday': [
        '2014-08-04', '2015-08-03', '2016-08-01', '2017-08-07', '2018-08-06', '2019-08-05',
        '2020-08-03', '2021-08-02', '2022-08-01', '2023-08-07', '2024-08-05', '2025-08-04',
        '2026-08-03', '2027-08-02', '2028-08-07', '2029-08-06', '2030-08-05',
      ],
      'St Andrew’s Day (substitute day)': [
        '2014-12-01', '2019-12-02', '2024-12-02', '2025-12-01', '2030-12-02',
      ],
      'St Andrew’s Day': [
        '2015-11-30', '2016-11-30', '2017-11-30', '2018-11-30', '2020-11-30', '2021-11-30',
        '2022-11-30', '2023-11-30', '2026-11-30', '2027-11-30', '2028-11-30', '2029-11-30',
      ],
      '2nd January (substitute day)': [
        '2016-01-04', '2021-01-04', '2027-01-04',
      ],
      'New Year’s Day (substitute day)': [
        '2017-01-03', '2022-01-04', '2023-01-03', '2028-01-04',
      ],
    },
  },
  'northern-ireland': {
    without: [],
    also: {
      'St Patrick’s Day': [
        '2014-03-17', '2015-03-17', '2016-03-17', '2017-03-17', '2020-03-17', '2021-03-17',
        '2022-03-17', '2023-03-17', '2025-03-17', '2026-03-17', '2027-03-17', '2028-03-17',
      ],
      'Battle of the Boyne (Orangemen’s Day) (substitute day)': [
        '2014-07-14', '2015-07-13', '2020-07-13', '2025-07-14', '2026-07-13',
      ],
      'Battle of the Boyne (Orangemen’s Day)': [
        '2016-07-12', '2017-07-12', '2018-07-12', '2019-07-12', '2021-07-12', '2022-07-12',
        '2023-07-12', '2024-07-12', '2027-07-12', '2028-07-12', '2029-07-12', '2030-07-12',
      ],
      'St Patrick’s Day (substitute day)': [
        '2018-03-19', '2019-03-18', '2024-03-18', '2029-03-19', '2030-03-18',
      ],
    },
  },
};

/** The bank holidays of Scotland or Northern Ireland that come with Revisit, from 2014 to 2030, in no order. */
export function bankHolidaysOf(country: keyof typeof differences): BankHoliday[] {
  const { without, also } = differences[country];
  return [...bankHolidays.filter(({ title }) => !without.includes(title)), ...listHolidays(also)];
}
