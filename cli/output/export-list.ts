import * as z from 'zod';
import { writeCsv } from '../../shared/contracts/csv.ts';
import { defineCommand, option, type Command } from '../command/command.ts';
import { writeOutputFile } from './write-output-file.ts';
import type { Service } from '../service/service.ts';
import { countOf } from '../terminal/emails.ts';

type Row = Readonly<Record<string, string | undefined>>;

const out = option(z.string().min(1).optional(), {
  value: '<file>',
  help: 'where to write it (default: stdout)',
});

/** A list as CSV, in the columns that its import reads. */
export function exportList<Input extends z.ZodRawShape>(exported: {
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
