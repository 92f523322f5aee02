import { londonDate } from '../../shared/domain/dates.ts';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { publicationRows } from '../../shared/contracts/csv-publications.ts';
import { parseRows, readCsv } from '../../shared/contracts/csv.ts';
import { buildIdFromName } from '../../shared/domain/people/naming.ts';
import {
  importPublications as run,
  planImport,
  type ImportPlan,
} from '../../shared/use-cases/publication/import-publications.ts';
import { fileArgument, defineCommand, flag } from '../command/command.ts';
import { readInputFile, type InputFile } from '../input/read-file.ts';
import { shortPublished } from '../terminal/dates.ts';
import { countOf } from '../terminal/emails.ts';
import { ignoredColumns } from '../terminal/import-report.ts';
import { renderTable } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

const imported = z.object({ followUp: z.string(), force: z.string(), publishedOn: plainDate });
const present = imported.extend({ state: z.string() });

export const importPublications = defineCommand({
  summary: 'Stage publications from a CSV file',
  description:
    'The file needs the columns force_id (or the name) and published_on. It can also have report, report_url, source, known_follow_up, owner, programme and over. If one line is wrong, nothing is written. No email is owed before you release the follow-ups. Write yes in the column over for a report whose follow-up is over. It is recorded as closed, and nothing is ever owed for it. Only for such a report, published_on may be a month or a year, such as March 2016 or 2016, if no more is known. A known follow-up such as "inspectors returned 25 to 28 August 2015" is recorded as a visit. If only its month is known, the month is recorded. You can import the same file again, and it adds nothing.',
  examples: [
    {
      line: 'revisit import data/ncpi-publications.csv --check',
      says: 'show what it would add, and write nothing',
    },
    {
      line: 'revisit import data/ncpi-publications.csv',
      says: 'stage the publications, ready for revisit release',
    },
  ],
  input: {
    file: fileArgument(z.string(), 'the CSV file'),
    check: flag('show what would be added, and write nothing'),
  },
  output: z.object({
    /** The id for `revisit release`. Missing if nothing was staged. */
    import: z.string().optional(),
    added: z.array(imported),
    /** Those that exist and do not change. */
    present: z.array(present),
    ignoredColumns: z.array(z.string()),
    checkedOnly: z.boolean(),
  }),
  run: async ({ file, check }, { service, by, terminal }) => {
    const input = await readInputFile(file, { field: 'file' });
    const table = readCsv(input.bytes);
    const revisit = await service();
    const { rows, ignored } = parseRows(table, publicationRows, londonDate(revisit.clock.now()));
    const plan = await planImport(
      revisit,
      rows.map(({ line, row }) => ({
        line,
        body: row.force_id,
        programmeId: row.programme,
        publishedOn: row.published_on.on,
        publishedFrom: row.published_on.from,
        reportTitle: row.report,
        reportUrl: row.report_url,
        source: row.source,
        knownFollowUp: row.known_follow_up,
        owner: row.owner,
        isOver: row.over,
      })),
    );
    const id = importId(input);
    const stages = !check && plan.added.length > 0;
    if (stages) await run(revisit, { id, fileName: input.name, plan, by });
    const document = {
      ...(stages ? { import: id } : {}),
      added: plan.added.map(({ followUp }) => importedDocument(followUp)),
      present: plan.present.map((followUp) => ({ ...importedDocument(followUp), state: followUp.state })),
      ignoredColumns: [...ignored],
      checkedOnly: check,
    };
    return {
      document,
      text: () => [textOf(plan, { id, check, terminal }), ...ignoredColumns(ignored, terminal)].join('\n'),
    };
  },
});

/** Makes the id of an import from the name and the content of the file, so the same file always has the same id. */
function importId({ name, bytes }: InputFile): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return `${buildIdFromName(name.replace(/\.csv$/iu, ''))}-${hash}`;
}

function importedDocument(followUp: ImportPlan['present'][number]): z.output<typeof imported> {
  return { followUp: followUp.id, force: followUp.forceId, publishedOn: followUp.publishedOn };
}

function textOf(
  { added, present }: ImportPlan,
  { id, check, terminal }: { id: string; check: boolean; terminal: Terminal },
): string {
  // A withdrawn follow-up does not run, and the admin who imports it may expect it to.
  const withdrawn = present
    .filter(({ state }) => state === 'withdrawn')
    .map(({ id }) => ` ${id} is withdrawn, and the import does not reopen it.`)
    .join('');
  const there =
    present.length === 0
      ? ''
      : present.length === 1
        ? ' One exists already and does not change.'
        : ` ${present.length} exist already and do not change.`;
  if (added.length === 0) return wrap(`Nothing to add.${there}${withdrawn}`, terminal);
  const table = renderTable(
    added.map(({ followUp }) => [shortPublished(followUp), followUp.id, followUp.knownFollowUp ?? '']),
    {
      columns: [
        { title: 'PUBLISHED', align: 'right' },
        { title: 'FOLLOW-UP' },
        { title: 'KNOWN FOLLOW-UP', flexible: true },
      ],
      terminal,
    },
  );
  const over = added.filter(({ followUp }) => followUp.state === 'closed').length;
  const staged = countOf(added.length - over, 'publication');
  const history =
    over === 0 ? '' : ` ${countOf(over, 'publication')} ${check ? 'would be ' : ''}recorded as over.`;
  const outcome = check
    ? `${staged} would be staged.${history} Nothing was written.${there}${withdrawn}`
    : over === added.length
      ? `Nothing had to be staged.${history} Nothing is owed for it.${there}${withdrawn}`
      : `${staged} staged as ${id}.${history} No email leaves until you release what is staged with revisit release ${id}.${there}${withdrawn}`;
  return `${table}\n\n${wrap(outcome, terminal)}`;
}
