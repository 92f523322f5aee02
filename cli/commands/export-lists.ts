import * as z from 'zod';
import { writeCsv } from '../../shared/contracts/csv.ts';
import { everyFollowUp } from '../../shared/use-cases/every-follow-up.ts';
import { findFollowUp } from '../../shared/use-cases/find-follow-up.ts';
import { findForce } from '../../shared/use-cases/find-force.ts';
import { argument, defineCommand, option, type Command } from '../command.ts';
import { followUpArgument } from '../input/parameters.ts';
import { writeOutputFile } from '../output/write-output-file.ts';
import type { Service } from '../service.ts';
import { countOf } from '../terminal/emails.ts';

type Row = Readonly<Record<string, string | undefined>>;

const out = option(z.string().min(1).optional(), {
  value: '<file>',
  help: 'where to write it (default: stdout)',
});

/** A list as CSV, in the columns that its import reads. */
function exportList<Input extends z.ZodRawShape>(exported: {
  /** As in a sentence: "contacts". */
  readonly name: string;
  readonly importedBy: string;
  readonly note?: string;
  readonly example: string;
  readonly columns: readonly string[];
  readonly input: Input;
  readonly rows: (ready: Service, input: z.output<z.ZodObject<Input>>) => Promise<Row[]>;
}): Command {
  const list = z.object(exported.input);
  return defineCommand({
    summary: `The ${exported.name} as CSV, as ${exported.importedBy} reads them`,
    description: `${exported.note ?? ''}Excel opens it and executes nothing of it. With --json the rows are in the document.`,
    examples: [
      {
        line: exported.example,
        says: `to look at, to change, and to import again with revisit ${exported.importedBy}`,
      },
    ],
    input: { ...exported.input, out },
    output: z.object({
      rows: z.array(z.record(z.string(), z.string())),
      /** The file that was written, if one was. */
      file: z.string().optional(),
    }),
    run: async (input, { service }) => {
      const rows = (await exported.rows(await service(), list.parse(input))).map(filled);
      const { out: file } = z.object({ out: z.string().optional() }).parse(input);
      const content = writeCsv(exported.columns, rows);
      if (file !== undefined) await writeOutputFile(file, { content, field: 'out' });
      return {
        document: { rows, file },
        text: () =>
          file === undefined
            ? content
            : `${countOf(rows.length, 'line')} of ${exported.name} written to ${file}.`,
      };
    },
  });
}

function filled(row: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]) => (cell === undefined ? [] : [[column, cell]])),
  );
}

export const exportForces = exportList({
  name: 'forces',
  importedBy: 'force import',
  note: 'A force that was renamed has a line for each of its names. ',
  example: 'revisit export forces --out forces.csv',
  columns: ['id', 'name', 'nation', 'region', 'pfa_code', 'simulated', 'name_from'],
  input: {},
  rows: async ({ people }) =>
    (await people.forces()).flatMap(({ id, names, nation, region, pfaCode, simulated }) =>
      names.map(({ name, from }) => ({
        id,
        name,
        nation,
        region,
        pfa_code: pfaCode,
        simulated: simulated ? 'yes' : 'no',
        name_from: from?.toString(),
      })),
    ),
});

export const exportContacts = exportList({
  name: 'contacts',
  importedBy: 'contact import',
  note: 'Names and addresses of people: keep it where only those see it who must. ',
  example: 'revisit export contacts essex --out contacts.csv',
  columns: ['force_id', 'role', 'name', 'email', 'from', 'to'],
  input: { force: argument(z.string().optional(), 'one force, by id or name (default: all)') },
  rows: async (ready, { force }) => {
    const forces = force === undefined ? await ready.people.forces() : [await findForce(ready, force)];
    const contacts = await Promise.all(forces.map(({ id }) => ready.people.contacts(id)));
    return contacts.flat().map(({ forceId, role, name, email, from, to }) => ({
      force_id: forceId,
      role,
      name,
      email,
      from: from?.toString(),
      to: to?.toString(),
    }));
  },
});

export const exportPublications = exportList({
  name: 'publications',
  importedBy: 'import',
  note: 'What was recorded since, such as visits and returns, is not in it. ',
  example: 'revisit export publications --out publications.csv',
  columns: [
    'force_id',
    'published_on',
    'report',
    'report_url',
    'source',
    'known_follow_up',
    'owner',
    'programme',
  ],
  input: {},
  rows: async (ready) =>
    (await everyFollowUp(ready))
      .filter(({ followUp }) => followUp.state !== 'prepared')
      .map(({ followUp }) => ({
        force_id: followUp.forceId,
        published_on: followUp.publishedOn.toString(),
        report: followUp.reportTitle,
        report_url: followUp.reportUrl,
        source: followUp.source,
        known_follow_up: followUp.knownFollowUp,
        owner: followUp.ownerId,
        programme: followUp.programmeId,
      })),
});

export const exportRecommendations = exportList({
  name: 'recommendations of a report',
  importedBy: 'recommendations import',
  note: 'As the report has them: no answer, no judgement. ',
  example: 'revisit export recommendations essex --out essex.csv',
  columns: ['number', 'title', 'wording', 'page', 'timescale', 'addressee', 'illustrative'],
  input: { followUp: followUpArgument },
  rows: async (ready, { followUp }) => {
    const { id } = await findFollowUp(ready, followUp);
    const { recommendations } = await ready.followUps.load(id);
    return recommendations.map(({ number, title, wording, page, timescale, addressee, illustrative }) => ({
      number: String(number),
      title,
      wording,
      page: page === undefined ? undefined : String(page),
      timescale,
      addressee,
      illustrative: illustrative ? 'yes' : 'no',
    }));
  },
});

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
