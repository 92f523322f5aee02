import { londonDate } from '../../../shared/domain/dates.ts';
import * as z from 'zod';
import { parseRows, readCsv } from '../../../shared/contracts/csv.ts';
import { forceRows } from '../../../shared/contracts/csv-bodies.ts';
import { importBodies as run } from '../../../shared/use-cases/people/import-bodies.ts';
import { fileArgument, defineCommand, flag } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';
import { countOf } from '../../terminal/emails.ts';
import { ignoredColumns } from '../../terminal/import-report.ts';

export const importForces = defineCommand({
  summary: 'Add or update forces from a CSV file',
  description:
    'The file needs the columns id, name and nation. It can also have region, pfa_code, simulated and name_from. If one line is wrong, nothing is written. To give a force a new name, use revisit force rename, or add a second line with name_from. You can import the same file again, and it changes nothing.',
  examples: [
    {
      line: 'revisit force import data/forces.csv --check',
      says: 'show what would change, and write nothing',
    },
    { line: 'revisit force import data/forces.csv', says: 'add the 43 forces' },
  ],
  input: {
    file: fileArgument(z.string(), 'the CSV file'),
    check: flag('show what would change, and write nothing'),
  },
  output: z.object({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    unchanged: z.array(z.string()),
    ignoredColumns: z.array(z.string()),
    checkedOnly: z.boolean(),
  }),
  run: async ({ file, check }, { service, by, terminal }) => {
    const { bytes } = await readInputFile(file, { field: 'file' });
    const table = readCsv(bytes);
    const revisit = await service();
    const { rows, ignored } = parseRows(table, forceRows, londonDate(revisit.clock.now()));
    const bodies = rows.map(({ line, row }) => {
      const { pfa_code: pfaCode, name_from: from, name, ...rest } = row;
      return { line, body: { ...rest, pfaCode, names: [{ name, from }] } };
    });
    const done = await run(revisit, { bodies, by, check });
    const document = {
      added: [...done.added],
      changed: [...done.changed],
      unchanged: [...done.unchanged],
      ignoredColumns: [...ignored],
      checkedOnly: check,
    };
    const text = (): string =>
      [
        check
          ? `${countOf(done.added.length, 'force')} would be added, ${done.changed.length} changed, ${done.unchanged.length} unchanged. Nothing was written.`
          : `${countOf(done.added.length, 'force')} added, ${done.changed.length} changed, ${done.unchanged.length} unchanged.`,
        ...ignoredColumns(ignored, terminal),
      ].join('\n');
    return { document, text };
  },
});
