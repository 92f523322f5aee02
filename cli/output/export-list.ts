import * as z from 'zod';
import { writeCsv } from '../../shared/contracts/csv.ts';
import { option, type CommandAnswer } from '../command/command.ts';
import type { CommandExample } from '../command/description.ts';
import { countOf } from '../terminal/emails.ts';
import { writeOutputFile } from './write-output-file.ts';

type Row = Readonly<Record<string, string | undefined>>;

/** The option of a command that writes a list to a file. */
export const outOption = option(z.string().min(1).optional(), {
  value: '<file>',
  help: 'the file to write (default: stdout)',
});

export const exportedOutput = z.object({
  rows: z.array(z.record(z.string(), z.string())),
  /** The file that was written. Missing if the list went to stdout. */
  file: z.string().optional(),
});

/** Returns what help says about a command that writes a list. */
export function describeExport(exported: {
  /** A plural noun, such as "contacts". */
  readonly name: string;
  readonly importedBy: string;
  readonly note?: string;
  readonly example: string;
}): { summary: string; description: string; examples: readonly CommandExample[] } {
  return {
    summary: `Export the ${exported.name} as CSV`,
    description: `${exported.note ?? ''}revisit ${exported.importedBy} can read the file again. It is safe to open in Excel, which runs no formula from it. With --json the rows are in the document.`,
    examples: [
      {
        line: exported.example,
        says: `a file to read, change and import again with revisit ${exported.importedBy}`,
      },
    ],
  };
}

/** Writes a list as CSV with the columns that its import reads. Without a file, the CSV is the answer. */
export async function exportRows(
  found: readonly Row[],
  { name, columns, out: file }: { name: string; columns: readonly string[]; out: string | undefined },
): Promise<CommandAnswer<z.output<typeof exportedOutput>>> {
  const rows = found.map(dropEmptyCells);
  const content = writeCsv(columns, rows);
  if (file !== undefined) await writeOutputFile(file, { content, field: 'out' });
  return {
    document: { rows, file },
    text: () =>
      file === undefined ? content : `${countOf(rows.length, 'line')} of ${name} written to ${file}.`,
  };
}

function dropEmptyCells(row: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]) => (cell === undefined ? [] : [[column, cell]])),
  );
}
