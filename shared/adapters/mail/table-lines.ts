/** The lines of one row while its cells are read. */
interface Row {
  readonly cells: string[][];
  /** The index of the first line of the open cell. Undefined between cells. */
  cellFrom: number | undefined;
}

/** Mails nest tables to lay pages out, but never deeper than this. Hostile pages do. */
const DEEPEST_TABLE = 20;

/** A cell with more lines than this lays out a page. A cell of a table of facts has fewer. */
const MOST_LINES_OF_FACT = 5;

/**
 * Puts the cells of each row of a table into one line, with tabs between them. The further lines of the last cell follow
 * below. A row with one filled cell, or with long cells before the last, only lays out the page. Its cells stay apart.
 *
 * `lines` are the finished lines of the page. Whoever calls a method has ended the line that was being written.
 */
export class TableLines {
  readonly #lines: string[];
  readonly #tables: { row: Row | undefined }[] = [];
  #tooDeep = 0;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  openTable(): void {
    if (this.#tables.length >= DEEPEST_TABLE) this.#tooDeep += 1;
    else this.#tables.push({ row: undefined });
  }

  closeTable(): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    this.#finishRow();
    this.#tables.pop();
  }

  /** Closing tags of rows and cells may be missing. The next row or cell ends the one before. */
  openRow(): void {
    const table = this.#table();
    if (table === undefined) return;
    this.#finishRow();
    table.row = { cells: [], cellFrom: undefined };
  }

  openCell(): void {
    const row = this.#table()?.row;
    if (row === undefined) return;
    this.#finishCell(row);
    row.cellFrom = this.#lines.length;
  }

  /** Ends every table that is still open at the end of the page. */
  end(): void {
    this.#tooDeep = 0;
    while (this.#tables.length > 0) this.closeTable();
  }

  #table(): { row: Row | undefined } | undefined {
    return this.#tooDeep > 0 ? undefined : this.#tables.at(-1);
  }

  #finishCell(row: Row): void {
    if (row.cellFrom === undefined) return;
    row.cells.push(this.#lines.splice(row.cellFrom));
    row.cellFrom = undefined;
  }

  #finishRow(): void {
    const table = this.#table();
    if (table?.row === undefined) return;
    this.#finishCell(table.row);
    for (const line of linesOfRow(table.row.cells)) this.#lines.push(line);
    table.row = undefined;
  }
}

function linesOfRow(cells: readonly (readonly string[])[]): readonly string[] {
  const facts = cells.map((cell) => cell.filter((line) => unquoted(line).trim() !== ''));
  const isLayout = facts.slice(0, -1).some((cell) => cell.length > MOST_LINES_OF_FACT);
  if (isLayout || facts.filter((cell) => cell.length > 0).length <= 1) return cells.flat();
  const [last = [], ...before] = [...facts].reverse();
  const [first = '', ...more] = last;
  const inLine = [...before.reverse().map((cell) => cell.map(unquoted).join(' ')), unquoted(first)];
  const mark = /^(?:> ?)*/u.exec(facts.flat()[0] ?? '')?.[0] ?? '';
  return [
    `${mark}${inLine
      .map((cell) => cell.trim())
      .join('\t')
      .trimEnd()}`,
    ...more,
  ];
}

function unquoted(line: string): string {
  return line.replace(/^(?:> ?)+/u, '');
}
