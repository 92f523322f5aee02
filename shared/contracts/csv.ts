import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';
import { findWrongYear } from '../domain/clocks/year-bound.ts';
import type { PlainDate } from '../domain/dates.ts';
import { tidyLine } from '../domain/visible-text.ts';
import { formatCount, findLengthProblem } from '../domain/text-length.ts';
import { ServiceError, type Particular } from '../errors.ts';

/** The content of a CSV file, and how the file was saved. */
export interface CsvTable {
  /** The headings in lower case with underscores. "Published on" becomes `published_on`. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
  readonly delimiter: string;
}

export interface CsvRow {
  /** The line of the file on which the row begins. The headings are on line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** People do not keep longer lists by hand. All rows of a file are imported together. */
const MOST_ROWS = 2_000;

const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.int().positive() }) }),
);

/**
 * Reads a CSV file as people really save it. It can have a byte order mark or none. Its encoding is UTF-8, Excel's
 * "Unicode text" or windows-1252. Its delimiter is a comma, a semicolon or a tab.
 *
 * @throws ServiceError `bad-input` that names the line, `too-large` for too many rows.
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  const [head, ...body] = recordsOf(text, delimiter);
  if (head === undefined) {
    throw new ServiceError('bad-input', 'The file is empty. Its first line must name the columns.');
  }
  const columns = head.record.map(columnName);
  checkColumns(columns);
  const problems: Particular[] = [];
  const rows: CsvRow[] = [];
  let endOfLast = head.info.lines;
  for (const { record, info } of body) {
    const line = endOfLast + 1;
    endOfLast = info.lines;
    if (record.every((cell) => cell === '')) continue;
    if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== '')) {
      problems.push({
        where: `line ${line}`,
        problem: `has ${record.length} cells, but there are ${columns.length} columns. Put quotes around a cell that contains a ${nameOfDelimiter(delimiter)}.`,
      });
    }
    problems.push(...findLongCells(record, { columns, line }));
    const cells = Object.fromEntries(
      columns.map((column, index) => [column, withoutGuard(record[index] ?? '')]),
    );
    rows.push({ line, cells });
  }
  checkRowCount(rows);
  throwProblems(problems);
  return { columns, rows, encoding, delimiter };
}

function checkRowCount(rows: readonly CsvRow[]): void {
  const tooMany = rows[MOST_ROWS];
  if (tooMany === undefined) return;
  throw new ServiceError(
    'too-large',
    `The file has ${formatCount(rows.length)} rows. Revisit imports at most ${formatCount(MOST_ROWS)} at once. Split the file. Nothing was imported.`,
    {
      field: 'file',
      particulars: [{ where: `line ${tooMany.line}`, problem: 'is the first row too many.' }],
    },
  );
}

function findLongCells(
  record: readonly string[],
  { columns, line }: { columns: readonly string[]; line: number },
): Particular[] {
  return columns.flatMap((column, index) => {
    const problem = findLengthProblem(record[index] ?? '');
    return problem === undefined ? [] : [{ where: `line ${line}, ${column}`, problem }];
  });
}

type RowSchema = z.ZodType<Readonly<Record<string, unknown>>>;

/** The columns of one kind of file. The schema gets the text of each cell. An empty cell is absent. */
export interface RowKind<Schema extends RowSchema> {
  /** The name of the kind in a sentence, e.g. "publications". */
  readonly name: string;
  readonly schema: Schema;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The columns whose text keeps its lines. The text of every other column is one line. */
  readonly severalLines?: readonly string[];
  /** Other headings that people use, each with the column that it means. */
  readonly synonyms?: Readonly<Record<string, string>>;
}

export interface ParsedRows<Row> {
  readonly rows: readonly { readonly line: number; readonly row: Row }[];
  /** Columns that this kind of file does not have. */
  readonly ignored: readonly string[];
}

/**
 * Parses all rows of a file. If one row is wrong, no row is returned. A date must be in a year that can be right today, or
 * in this century if `today` is undefined.
 *
 * @throws ServiceError `bad-input` with each line and column that is wrong, and what to write instead.
 */
export function parseRows<Schema extends RowSchema>(
  table: CsvTable,
  kind: RowKind<Schema>,
  today: PlainDate | undefined,
): ParsedRows<z.output<Schema>> {
  const known = [...kind.required, ...kind.optional];
  const meant = (column: string): string => kind.synonyms?.[column] ?? column;
  const severalLines = new Set(kind.severalLines);
  const missing = kind.required.filter((column) => !table.columns.map(meant).includes(column));
  if (missing.length > 0) {
    throw new ServiceError(
      'bad-input',
      `The file of ${kind.name} does not have the column ${missing.join(' and ')}. Its first line has: ${table.columns.join(', ')}. Nothing was imported.`,
      { field: missing[0] ?? '' },
    );
  }
  const problems: Particular[] = [];
  const rows: { line: number; row: z.output<Schema> }[] = [];
  for (const { line, cells } of table.rows) {
    const filled = Object.entries(cells)
      .map(([column, cell]) => [meant(column), cell] as const)
      .map(([column, cell]) => [column, severalLines.has(column) ? cell : tidyLine(cell)] as const)
      .filter(([, cell]) => cell !== '');
    const parsed = kind.schema.safeParse(Object.fromEntries(filled));
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => particularOf(issue, line)));
      continue;
    }
    const wrong = findWrongYear(parsed.data, today);
    if (wrong === undefined) rows.push({ line, row: parsed.data });
    else problems.push({ where: `line ${line}, ${wrong.field}`, problem: wrong.problem });
  }
  throwProblems(problems);
  return { rows, ignored: table.columns.filter((column) => !known.includes(meant(column))) };
}

/**
 * Refuses a file with problems, because an import is all or nothing.
 *
 * @throws ServiceError `bad-input` if there are any.
 */
export function throwProblems(problems: readonly Particular[]): void {
  if (problems.length === 0) return;
  const lines = new Set(problems.map((problem) => problem.where.split(',')[0]));
  throw new ServiceError(
    'bad-input',
    `${lines.size === 1 ? 'One line' : `${lines.size} lines`} cannot be used. Nothing was imported.`,
    { field: problems[0]?.where ?? '', particulars: problems },
  );
}

/**
 * Returns a CSV file that Excel opens in the right encoding. Excel executes nothing in it, because an apostrophe is put
 * before each cell that would begin a formula. `readCsv` removes the apostrophe again.
 */
export function writeCsv(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): string {
  const records = rows.map((row) => columns.map((column) => keepApostrophe(row[column] ?? '')));
  return stringify([[...columns], ...records], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

/**
 * A cell whose first apostrophe `readCsv` removes. Spreadsheets read a cell that begins with one of these characters as
 * a formula, and csv-stringify guards the same characters. Source: OWASP, "CSV Injection".
 */
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/u;

function withoutGuard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

/** Doubles an apostrophe of the text itself if `readCsv` would take it for the guard. */
function keepApostrophe(cell: string): string {
  return GUARDED.test(cell) ? `'${cell}` : cell;
}

function decode(bytes: Uint8Array): { text: string; encoding: CsvTable['encoding'] } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

const DELIMITERS = [',', ';', '\t'] as const;

/** Returns the delimiter that occurs most often in the line of headings. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n|\r/u, 1)[0] ?? '';
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: head.split(delimiter).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

function nameOfDelimiter(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter === ';' ? 'semicolon' : 'comma';
}

function recordsOf(text: string, delimiter: string): z.output<typeof recordsSchema> {
  let lastLine = 0;
  try {
    const records: unknown = parse(text.replace(/\r\n?/gu, '\n'), {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
      on_record: (record: string[], { lines }) => {
        lastLine = lines;
        return record;
      },
    });
    return recordsSchema.parse(records);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const where = `line ${lastLine + 1}`;
    const problem =
      cause.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quotation mark here or further down is never closed.'
        : 'a quotation mark is inside a cell. Put quotes around the cell, and double the quotes inside, such as """Good"" work".';
    throw new ServiceError('bad-input', 'The file is not a CSV file. Nothing was imported.', {
      cause,
      field: where,
      particulars: [{ where, problem }],
    });
  }
}

function columnName(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
}

function checkColumns(columns: readonly string[]): void {
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (twice === undefined) return;
  throw new ServiceError('bad-input', `The column ${twice} is there twice. Nothing was imported.`, {
    field: twice,
  });
}

function particularOf(issue: z.core.$ZodIssue, line: number): Particular {
  const column = String(issue.path[0] ?? '');
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return {
    where: column === '' ? `line ${line}` : `line ${line}, ${column}`,
    problem: isMissing ? 'is empty.' : issue.message,
  };
}
