import Table from 'cli-table3';
import stringWidth from 'string-width';
import { forTerminal, sealed } from './styles.ts';
import type { Terminal } from './terminal.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Gives way, by wrapping, when the table is wider than the terminal; the others keep their width. */
  readonly flexible?: boolean;
  /** Takes the width that is left over, so that the columns after it stand at the right. */
  readonly grows?: boolean;
}

/** Columns two spaces apart under a line of headings, no rules: what fits the terminal and is easy to copy. */
export function renderTable(
  cells: readonly (readonly string[])[],
  { columns, terminal, indent = 0 }: { columns: readonly Column[]; terminal: Terminal; indent?: number },
): string {
  // The library measures and breaks real styles only. What it gets holds no other control character.
  const rows = cells.map((row) => row.map((cell) => forTerminal(cell.replaceAll('\t', ' '))));
  const withTitles = columns.some((column) => column.title !== '');
  const table = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: columnWidths(rows, { columns, available: terminal.width - indent }),
    wordWrap: true,
    ...(withTitles ? { head: columns.map((column) => forTerminal(terminal.heading(column.title))) } : {}),
  });
  table.push(...rows);
  return sealed(table.toString())
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
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
  return narrowed(natural, { narrowest, excess });
}

/** Takes the excess away, column by column from the widest, from those that are wider than their longest word. */
function narrowed(
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
  return Math.max(...cells.flatMap((cell) => cell.split(/\s+/u)).map((word) => stringWidth(word)));
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
