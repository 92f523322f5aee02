import * as z from 'zod';
import { writeCsv } from '../../shared/contracts/csv.ts';
import { option, type CommandAnswer, type CommandExample } from '../command/command.ts';
import { countOf } from '../terminal/emails.ts';
import { writeOutputFile } from './write-output-file.ts';

type Row = Readonly<Record<string, string | undefined>>;

/** For a command that writes a list: the file that `--out` names. */
export const outOption = option(z.string().min(1).optional(), {
  value: '<file>',
  help: 'where to write it (default: stdout)',
});

export const exportedOutput = z.object({
  rows: z.array(z.record(z.string(), z.string())),
  /** The file that was written, if one was. */
  file: z.string().optional(),
});

/** What help says of a command that writes a list. */
export function describeExport(exported: {
  /** As in a sentence: "contacts". */
  readonly name: string;
  readonly importedBy: string;
  readonly note?: string;
  readonly example: string;
}): { summary: string; description: string; examples: readonly CommandExample[] } {
  return {
    summary: `The ${exported.name} as CSV, as ${exported.importedBy} reads them`,
    description: `${exported.note ?? ''}Excel opens it and executes nothing of it. With --json the rows are in the document.`,
    examples: [
      {
        line: exported.example,
        says: `to look at, to change, and to import again with revisit ${exported.importedBy}`,
      },
    ],
  };
}

/** A list as CSV, in the columns that its import reads: into the file, if one is named, or else as the answer. */
export async function exportRows(
  found: readonly Row[],
  { name, columns, out: file }: { name: string; columns: readonly string[]; out: string | undefined },
): Promise<CommandAnswer<z.output<typeof exportedOutput>>> {
  const rows = found.map(filled);
  const content = writeCsv(columns, rows);
  if (file !== undefined) await writeOutputFile(file, { content, field: 'out' });
  return {
    document: { rows, file },
    text: () =>
      file === undefined ? content : `${countOf(rows.length, 'line')} of ${name} written to ${file}.`,
  };
}

function filled(row: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]) => (cell === undefined ? [] : [[column, cell]])),
  );
}
