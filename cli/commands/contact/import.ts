import { londonDate } from '../../../shared/domain/dates.ts';
import * as z from 'zod';
import { contactRows } from '../../../shared/contracts/csv-contacts.ts';
import { parseRows, readCsv } from '../../../shared/contracts/csv.ts';
import type { Contact } from '../../../shared/domain/contact.ts';
import { importContacts as run, planContacts } from '../../../shared/use-cases/people/import-contacts.ts';
import { changePeople, peopleChangeOutput } from '../../changes/change-people.ts';
import { fileArgument, defineCommand, flag } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';
import { shortDate } from '../../terminal/dates.ts';
import { ignoredColumns } from '../../terminal/import-report.ts';
import { renderTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';

const importedOutput = z.object({ id: z.string(), force: z.string(), role: z.string() });

export const importContacts = defineCommand({
  summary: 'Add or update contacts from a CSV file',
  description:
    'The file needs the columns force_id (or the name), role, name and email. It can also have from and to. If one line is wrong, nothing is written. A line with the role and address of a known contact updates that contact. Nobody is removed. If someone returns to a role, they hold it again from the day in the column from. The command shows how the emails to come change. It asks first if an email then leaves at once. You can import the same file again, and it changes nothing.',
  examples: [
    {
      line: 'revisit contact import contacts.csv --check',
      says: 'show what would change, and write nothing',
    },
    {
      line: 'revisit contact import contacts.csv',
      says: 'import a file from revisit export contacts or from Excel',
    },
  ],
  input: {
    file: fileArgument(z.string(), 'the CSV file'),
    check: flag('show what would change, and write nothing'),
  },
  output: peopleChangeOutput.extend({
    added: z.array(importedOutput),
    changedContacts: z.array(importedOutput),
    unchanged: z.array(importedOutput),
    ignoredColumns: z.array(z.string()),
  }),
  run: async ({ file, check }, context) => {
    const { bytes, name: fileName } = await readInputFile(file, { field: 'file' });
    const table = readCsv(bytes);
    const revisit = await context.service();
    const { rows, ignored } = parseRows(table, contactRows, londonDate(revisit.clock.now()));
    const planned = await planContacts(
      revisit,
      rows.map(({ line, row: { force_id: body, ...row } }) => ({ line, body, ...row })),
    );
    const { added, changed, unchanged, after } = planned;
    const { document, lines } = await changePeople(
      {
        after,
        isNew: added.length + changed.length > 0,
        summary: summaryOf(planned, context.terminal),
        question: 'Import them?',
        make: () => run(revisit, { planned, fileName, by: context.by }),
      },
      { context, diff: check },
    );
    return {
      document: {
        ...document,
        added: added.map(importedDocument),
        changedContacts: changed.map(importedDocument),
        unchanged: unchanged.map(importedDocument),
        ignoredColumns: [...ignored],
      },
      text: () => [...lines, ...ignoredColumns(ignored, context.terminal)].join('\n'),
    };
  },
});

function importedDocument({ id, forceId, role }: Contact): z.output<typeof importedOutput> {
  return { id, force: forceId, role };
}

/** The most rows of the table. The document has them all. */
const ROWS = 24;

function summaryOf(
  {
    added,
    changed,
    unchanged,
  }: { added: readonly Contact[]; changed: readonly Contact[]; unchanged: readonly Contact[] },
  terminal: Terminal,
): string {
  const counts = `${added.length} contacts added, ${changed.length} changed, ${unchanged.length} unchanged.`;
  const rows = [
    ...added.map((contact) => rowOf('new', contact)),
    ...changed.map((contact) => rowOf('changed', contact)),
  ];
  if (rows.length === 0) return counts;
  const columns = [
    { title: '' },
    { title: 'BODY' },
    { title: 'ROLE' },
    { title: 'NAME', flexible: true },
    { title: 'FROM', align: 'right' },
    { title: 'TO', align: 'right' },
  ] as const;
  const more = rows.length > ROWS ? [`… and ${rows.length - ROWS} more. --json lists them all.`] : [];
  return [renderTable(rows.slice(0, ROWS), { columns, terminal }), ...more, counts].join('\n');
}

function rowOf(what: string, { forceId, role, name, from, to }: Contact): string[] {
  const dayOf = (on: Contact['from']): string => (on === undefined ? '' : shortDate(on));
  return [what, forceId, role, name, dayOf(from), dayOf(to)];
}
