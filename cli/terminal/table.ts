import { createRequire } from 'node:module';
import type { Table, TableConstructorOptions } from 'cli-table3';
import { textWidth } from './text-width.ts';
import { forTerminal, sealStyles } from './styles.ts';
import type { Terminal } from './terminal.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** True for a column that wraps if the table is wider than the terminal. The other columns keep their width. */
  readonly flexible?: boolean;
  /** True for a column that takes the free width. The columns after it then stand at the right. */
  readonly grows?: boolean;
}

interface TableLayout {
  readonly columns: readonly Column[];
  readonly terminal: Terminal;
  readonly indent?: number;
}

/** A table in parts, for a caller that writes something between its rows. */
interface LaidOutTable {
  /** The line of headings. Empty if no column has a title. */
  readonly head: readonly string[];
  /** Each row as one text. It has several lines if a cell wraps. */
  readonly rows: readonly string[];
  /** The position on the line at which each column begins. */
  readonly starts: readonly number[];
}

/** Renders a table that fits the terminal and is easy to copy. Columns are two spaces apart, without lines between them. */
export function renderTable(cells: readonly (readonly string[])[], layout: TableLayout): string {
  const { head, rows } = layOutTable(cells, layout);
  return [...head, ...rows].join('\n');
}

export function layOutTable(
  cells: readonly (readonly string[])[],
  { columns, terminal, indent = 0 }: TableLayout,
): LaidOutTable {
  // The library can measure and wrap real styles only. forTerminal removes every other control character first.
  const rows = cells.map((row) => row.map((cell) => forTerminal(cell.replaceAll('\t', ' '))));
  const widths = columnWidths(rows, { columns, available: terminal.width - indent });
  const render = (row: readonly string[]): string => renderRow(row, { columns, widths, indent });
  const titles = columns.map(({ title }) => (title === '' ? '' : forTerminal(terminal.heading(title))));
  return {
    head: titles.some((title) => title !== '') ? [render(titles)] : [],
    rows: rows.map(render),
    starts: widths.map((_, index) => indent + sum(widths.slice(0, index)) + GAP * index),
  };
}

type TableClass = new (options: TableConstructorOptions) => Table;

const requireHere: (name: 'cli-table3') => TableClass = createRequire(import.meta.url);

function renderRow(
  row: readonly string[],
  { columns, widths, indent }: { columns: readonly Column[]; widths: readonly number[]; indent: number },
): string {
  const fits = row.every((cell, place) => !cell.includes('\n') && textWidth(cell) <= (widths[place] ?? 0));
  const text = fits ? padCells(row, { columns, widths }) : wrapCells(row, { columns, widths });
  return sealStyles(text)
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
}

interface Cells {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
}

/** Renders a row on one line. Most rows fit, so most commands do not load the library that wraps. */
function padCells(row: readonly string[], { columns, widths }: Cells): string {
  const cells = row.map((cell, place) => {
    const room = ' '.repeat((widths[place] ?? 0) - textWidth(cell));
    return columns[place]?.align === 'right' ? `${room}${cell}` : `${cell}${room}`;
  });
  return cells.join(' '.repeat(GAP));
}

function wrapCells(row: readonly string[], { columns, widths }: Cells): string {
  const TableOfLibrary = requireHere('cli-table3');
  const table = new TableOfLibrary({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: [...widths],
    wordWrap: true,
  });
  table.push([...row]);
  return table.toString();
}

const GAP = 2;

// prettier-ignore
const borderless = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '',
  middle: ' '.repeat(GAP),
};

function columnWidths(
  rows: readonly (readonly string[])[],
  { columns, available }: { columns: readonly Column[]; available: number },
): number[] {
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const excess = sum(natural) + GAP * (columns.length - 1) - available;
  if (excess <= 0) {
    return natural.map((width, index) => (columns[index]?.grows === true ? width - excess : width));
  }
  const narrowest = columns.map((column, index) =>
    column.flexible === true ? longestWord([column.title, ...rows.map((row) => row[index] ?? '')]) : Infinity,
  );
  return narrowColumns(natural, { narrowest, excess });
}

/** Narrows the widest column again and again until the excess is gone. No column gets narrower than its longest word. */
function narrowColumns(
  natural: readonly number[],
  { narrowest, excess }: { narrowest: readonly number[]; excess: number },
): number[] {
  const widths = [...natural];
  for (let left = excess; left > 0; left -= 1) {
    let widest: number | undefined;
    for (const [index, width] of widths.entries()) {
      if (width > (narrowest[index] ?? Infinity) && width > (widths[widest ?? -1] ?? 0)) widest = index;
    }
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function longestWord(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((cell) => cell.split(/\s+/u)).map((word) => textWidth(word)));
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => textWidth(line)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
