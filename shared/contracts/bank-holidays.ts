import * as z from 'zod';
import type { BankHoliday } from '../domain/clocks/calendar.ts';
import { ServiceError } from '../errors.ts';
import { dateCell } from './csv-cells.ts';
import { parseRows, readCsv, type RowKind } from './csv.ts';
import { parseJson } from './parse-json.ts';

const OURS = 'england-and-wales';

const divisionSchema = z.object({
  division: z.string(),
  events: z.array(z.object({ title: z.string().min(1), date: z.iso.date() })).min(1),
});

/** The form of gov.uk/bank-holidays.json: one division a nation; the file of one division alone is taken as well. */
const publishedSchema = z.union([divisionSchema, z.record(z.string(), divisionSchema)]);

const csvSchema = z.object({ date: dateCell, title: z.string() });

const csvRows: RowKind<typeof csvSchema> = {
  name: 'bank holidays',
  schema: csvSchema,
  required: ['date', 'title'],
  optional: [],
  synonyms: { on: 'date', holiday: 'title', name: 'title' },
};

/**
 * The bank holidays of England and Wales out of the list that is published on gov.uk/bank-holidays, or a CSV file with the
 * columns date and title.
 *
 * @throws ServiceError `bad-input` for another form, or another nation's list.
 */
export function readBankHolidays(bytes: Uint8Array): BankHoliday[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!text.trimStart().startsWith('{')) {
    const { rows } = parseRows(readCsv(bytes), csvRows);
    return rows.map(({ row }) => ({ on: row.date.toString(), title: row.title }));
  }
  const published = publishedIn(text);
  const division = isDivision(published) ? published : published[OURS];
  if (division?.division === OURS) {
    return division.events.map(({ date, title }) => ({ on: date, title }));
  }
  const found = isDivision(published) ? [published.division] : Object.keys(published);
  throw new ServiceError(
    'bad-input',
    `The list holds ${found.join(' and ')}, and not ${OURS}: other nations have other bank holidays. Nothing was written.`,
    { field: 'file' },
  );
}

function publishedIn(text: string): z.output<typeof publishedSchema> {
  const parsed = publishedSchema.safeParse(parseJson(text, { schema: z.unknown(), what: 'The file' }));
  if (parsed.success) return parsed.data;
  throw new ServiceError(
    'bad-input',
    'The file is not the list of bank holidays as gov.uk/bank-holidays.json has it: a division, england-and-wales, with its events, each with a title and a date. Nothing was written.',
    { field: 'file' },
  );
}

function isDivision(
  published: z.output<typeof publishedSchema>,
): published is z.output<typeof divisionSchema> {
  return divisionSchema.safeParse(published).success;
}
