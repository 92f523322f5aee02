import * as z from 'zod';
import { findYearProblem } from '../domain/clocks/year-bound.ts';
import { countryNames, type BankHoliday, type Country } from '../domain/country.ts';
import { ServiceError } from '../errors.ts';
import { dateCell } from './csv-cells.ts';
import { parseRows, readCsv, throwProblems, type RowKind } from './csv.ts';
import { parseJson } from './parse-json.ts';

const divisionSchema = z.object({
  division: z.string(),
  events: z.array(z.object({ title: z.string().min(1), date: z.iso.date() })).min(1),
});

/**
 * The format of gov.uk/bank-holidays.json, with one division for each nation. A file of a single division works too.
 */
const publishedSchema = z.union([divisionSchema, z.record(z.string(), divisionSchema)]);

/** A list of bank holidays can go further ahead than any clock does. So every year of this century will do. */
const LISTS_REACH_FAR = undefined;

const csvSchema = z.object({ date: dateCell, title: z.string() });

const csvRows: RowKind<typeof csvSchema> = {
  name: 'bank holidays',
  schema: csvSchema,
  required: ['date', 'title'],
  optional: [],
  synonyms: { on: 'date', holiday: 'title', name: 'title' },
};

/**
 * Reads the bank holidays of a country. The file is the list that gov.uk/bank-holidays publishes, or a CSV file
 * with the columns date and title.
 *
 * @throws ServiceError `bad-input` if the file has another format or is another country's list.
 */
export function readBankHolidays(bytes: Uint8Array, country: Country): BankHoliday[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.trimStart().startsWith('{')) {
    const { rows } = parseRows(readCsv(bytes), csvRows, LISTS_REACH_FAR);
    return rows.map(({ row }) => ({ on: row.date.toString(), title: row.title }));
  }
  const published = publishedIn(text, country);
  const division = isDivision(published) ? published : published[country];
  if (division?.division === country) {
    refuseYears(division.events);
    return division.events.map(({ date, title }) => ({ on: date, title }));
  }
  const found = isDivision(published) ? [published.division] : Object.keys(published);
  throw new ServiceError(
    'bad-input',
    `The list is for ${found.join(' and ')}. Nothing was written. Give the list for ${countryNames[country]}, because each country has other bank holidays. --country names another one.`,
    { field: 'file' },
  );
}

function refuseYears(events: readonly { readonly date: string }[]): void {
  const problems = events.flatMap(({ date }) => {
    const problem = findYearProblem(Number(date.slice(0, 4)), LISTS_REACH_FAR);
    return problem === undefined ? [] : [{ where: date, problem }];
  });
  throwProblems(problems);
}

function publishedIn(text: string, country: Country): z.output<typeof publishedSchema> {
  const parsed = publishedSchema.safeParse(parseJson(text, { schema: z.unknown(), what: 'The file' }));
  if (parsed.success) return parsed.data;
  throw new ServiceError(
    'bad-input',
    `The file is not a list of bank holidays like gov.uk/bank-holidays.json. Nothing was written. The file needs a division ${country} with events, and each event needs a title and a date.`,
    { field: 'file' },
  );
}

function isDivision(
  published: z.output<typeof publishedSchema>,
): published is z.output<typeof divisionSchema> {
  return divisionSchema.safeParse(published).success;
}
