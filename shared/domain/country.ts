/** The parts of the United Kingdom that have bank holidays of their own. The inspectorate works in the first. */
export const countries = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export type Country = (typeof countries)[number];

/** The names as people write them. */
export const countryNames: Readonly<Record<Country, string>> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

/** The country of the inspectorate's own office. Programmes that name no country count by its bank holidays. */
export const OFFICE_COUNTRY = countries[0];

/** A day on which nobody works, and its published title. */
export interface BankHoliday {
  /** ISO date. */
  readonly on: string;
  readonly title: string;
}
