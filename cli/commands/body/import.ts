import { londonDate } from '../../../shared/domain/dates.ts';
import * as z from 'zod';
import { parseRows, readCsv } from '../../../shared/contracts/csv.ts';
import { bodyRows } from '../../../shared/contracts/csv-bodies.ts';
import { POLICE_FORCE } from '../../../shared/domain/body.ts';
import { ServiceError } from '../../../shared/errors.ts';
import { importBodies as importAll } from '../../../shared/use-cases/people/import-bodies.ts';
import { fileArgument, defineCommand, flag, option } from '../../command/command.ts';
import { readInputFile } from '../../input/read-file.ts';
import { countOf } from '../../terminal/emails.ts';
import { ignoredColumns } from '../../terminal/import-report.ts';

export const importBodies = defineCommand({
  summary: 'Add or update bodies of one kind from a CSV file',
  description:
    'The file needs the columns id and name. It can also have nation, region, simulated and name_from. The id of each body ends in its kind, as in surrey-fire, so that it differs from the police force of the same place. If one line is wrong, nothing is written. You can import the same file again, and it changes nothing.',
  examples: [
    {
      line: 'revisit body import data/fire-and-rescue-services.csv --kind fire --check',
      says: 'show what would change, and write nothing',
    },
    {
      line: 'revisit body import data/fire-and-rescue-services.csv --kind fire',
      says: 'add the fire and rescue services of England',
    },
  ],
  input: {
    file: fileArgument(z.string().min(1), 'the CSV file'),
    kind: option(z.string().min(1), { value: '<kind>', help: 'the kind of body, as a programme names it' }),
    check: flag('show what would change, and write nothing'),
  },
  output: z.object({
    added: z.array(z.string()),
    changed: z.array(z.string()),
    unchanged: z.array(z.string()),
    ignoredColumns: z.array(z.string()),
    checkedOnly: z.boolean(),
  }),
  run: async ({ file, kind, check }, { service, by, terminal }) => {
    const { bytes } = await readInputFile(file, { field: 'file' });
    const table = readCsv(bytes);
    const revisit = await service();
    const { rows, ignored } = parseRows(table, bodyRows, londonDate(revisit.clock.now()));
    const kinds = new Set((await revisit.programmes.list()).map(({ body }) => body.kind));
    if (!kinds.has(kind) || kind === POLICE_FORCE) {
      const possible = [...kinds].filter((one) => one !== POLICE_FORCE).join(', ');
      const problem =
        kind === POLICE_FORCE
          ? 'For police forces, use revisit force import <file>.'
          : `No programme is for bodies of the kind "${kind}". Use one of ${possible}, or add a programme first.`;
      throw new ServiceError('bad-input', problem, { field: 'kind' });
    }
    const bodies = rows.map(({ line, row: { id, name, name_from: from, ...rest } }) => ({
      line,
      body: { ...rest, id: id.endsWith(`-${kind}`) ? id : `${id}-${kind}`, kind, names: [{ name, from }] },
    }));
    const done = await importAll(revisit, { bodies, by, check });
    const document = {
      added: [...done.added],
      changed: [...done.changed],
      unchanged: [...done.unchanged],
      ignoredColumns: [...ignored],
      checkedOnly: check,
    };
    const bodyCount = countOf(done.added.length, { one: 'body', many: 'bodies' });
    const text = (): string =>
      [
        check
          ? `${bodyCount} would be added, ${done.changed.length} changed, ${done.unchanged.length} unchanged. Nothing was written.`
          : `${bodyCount} added, ${done.changed.length} changed, ${done.unchanged.length} unchanged.`,
        ...ignoredColumns(ignored, terminal),
      ].join('\n');
    return { document, text };
  },
});
