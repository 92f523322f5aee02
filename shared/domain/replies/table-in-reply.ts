import { numberInCell } from './heading.ts';
import { statesPlainly } from './plain-status.ts';

/** A row of a table that is about one recommendation. */
export interface TableRow {
  readonly number: number;
  /** The words of its other cells, each on a line of its own, and the lines that go on below it. */
  readonly words: readonly string[];
}

/** Lines of a reply that together are a table of recommendations. `from` and `to` are indexes, without `to` itself. */
export interface ReplyTable {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly TableRow[];
}

interface Askable {
  readonly number: number;
  readonly title: string;
}

/** Without a heading, a table has at least so many rows. One row could be any line. */
const LEAST_ROWS = 2;

/**
 * Finds the tables of recommendation, status and comment in a reply. The cells of a row are apart by a tab, by "|" or by
 * three spaces. In each row that counts, a cell names a recommendation that was asked about, by its number or its title.
 * No two rows name the same one.
 *
 * The numbers of a table may also count the actions of a plan. So the heading or each row must say "recommendation" or a
 * title, or each row must say how far the work has got. Otherwise the words stay as they are, for a person to place.
 */
export function findTables(lines: readonly string[], asked: readonly Askable[]): ReplyTable[] {
  const tables: ReplyTable[] = [];
  let at = 0;
  while (at < lines.length) {
    const table = tableFrom(at, { lines, asked });
    if (table !== undefined) {
      tables.push(table);
      at = table.to;
      continue;
    }
    // A table that does not count does not count from its second row on either.
    while (cellsOf(lines[at] ?? '') !== undefined) at += 1;
    at += 1;
  }
  return tables;
}

function tableFrom(
  from: number,
  { lines, asked }: { lines: readonly string[]; asked: readonly Askable[] },
): ReplyTable | undefined {
  const first = cellsOf(lines[from] ?? '');
  if (first === undefined) return undefined;
  const rows: { number: number; words: string[]; isCertain: boolean }[] = [];
  const column = first.findIndex((cell) => COLUMN_OF_NUMBERS.test(cell));
  const headings = column === -1 ? [] : first;
  let to = column === -1 ? from : from + 1;
  while (to < lines.length) {
    const line = lines[to] ?? '';
    const cells = cellsOf(line);
    if (isRule(line)) to += 1;
    else if (cells === undefined) {
      // A cell with several lines goes on below its row. An empty line ends the table.
      if (line.trim() === '' || rows.length === 0) break;
      rows.at(-1)?.words.push(line);
      to += 1;
    } else {
      const named = nameOfRow(cells, { asked, column });
      if (named === undefined) {
        if (rows.length === 0 || !isContinuation(cells, column)) break;
        rows.at(-1)?.words.push(...cells.filter((cell) => cell !== ''));
      } else {
        const others = cells.flatMap((cell, index) =>
          index === named.column || cell === '' ? [] : [withHeading(cell, headings[index])],
        );
        rows.push({
          number: named.number,
          words: others,
          isCertain: named.isCertain || cells.some(isStatus),
        });
      }
      to += 1;
    }
  }
  const numbers = rows.map(({ number }) => number);
  const saysSo = NAMES_RECOMMENDATIONS.test(headings[column] ?? '');
  if (rows.length < (saysSo ? 1 : LEAST_ROWS)) return undefined;
  if (new Set(numbers).size < numbers.length) return undefined;
  if (!saysSo && headings.some((heading) => ACTIONS.test(heading))) return undefined;
  if (!saysSo && !rows.every(({ isCertain }) => isCertain)) return undefined;
  return { from, to, rows };
}

/** A column whose rows are actions of a plan. */
const ACTIONS = /^(?:actions?|tasks?|activit(?:y|ies)|objectives?)\b/iu;

const STATUS_ALONE =
  /^(?:done|completed?|finished|implemented|closed|open|outstanding|on track|delayed|red|amber|green|wedi(?:'i|’i)? (?:gwblhau|cwblhau))\.?$/iu;

function isStatus(cell: string): boolean {
  return STATUS_ALONE.test(cell) || statesPlainly(cell);
}

const NAMES_RECOMMENDATIONS = /^(?:rec+om+endations?|recs?\.?|areas? of concern|argymhell(?:iad|ion)?)\b/iu;
const COLUMN_OF_NUMBERS =
  /^(?:(?:rec+om+endations?|recs?\.?|areas?(?: of concern)?|argymhell(?:iad|ion)?)(?:\s*(?:no\.?|numbers?|#|ref\.?))?|no\.?|nos\.?|numbers?|#|ref\.?|rhif)$/iu;

/** The columns whose words need no heading. Other columns keep theirs, such as "Owner: DCI Khan". */
const PLAIN_COLUMN =
  /^(?:status|position|progress|update|updates|comments?|notes?|response|our response|action|actions|what we have done|current (?:status|position)|statws|sylwadau|recommendation|title)?$/iu;

function withHeading(cell: string, heading: string | undefined): string {
  return heading === undefined || PLAIN_COLUMN.test(heading) ? cell : `${heading}: ${cell}`;
}

/** Returns the cells of a line, or undefined if it has only one. */
function cellsOf(line: string): readonly string[] | undefined {
  const bare = line.trim();
  if (bare.length > 2_000 && !bare.includes('\t')) return undefined;
  const parts = bare.includes('\t')
    ? line.split('\t')
    : bare.includes('|')
      ? bare.replace(/^\||\|$/gu, '').split('|')
      : bare.split(/ {3,}/u);
  const cells = parts.map((cell) => cell.trim());
  return cells.length < 2 || isRule(line) ? undefined : cells;
}

/** Tells whether a line only draws the frame of a table, such as "|----|----|". */
function isRule(line: string): boolean {
  return /^[\s|+:=_-]{3,400}$/u.test(line) && /[-=_]{2}/u.test(line);
}

interface NamedRow {
  readonly number: number;
  readonly column: number;
  /** True if the row says that its number is a recommendation's. */
  readonly isCertain: boolean;
}

/** Returns which recommendation a row names, and in which column. */
function nameOfRow(
  cells: readonly string[],
  { asked, column }: { asked: readonly Askable[]; column: number },
): NamedRow | undefined {
  for (const index of column === -1 ? [0, 1] : [column]) {
    const named = nameInCell(cells[index] ?? '', asked);
    if (named !== undefined) return { ...named, column: index };
  }
  return undefined;
}

function nameInCell(cell: string, asked: readonly Askable[]): Omit<NamedRow, 'column'> | undefined {
  const found = numberInCell(cell);
  const titled = findTitled(found === undefined ? cell : found.rest, asked);
  if (found === undefined) {
    return titled === undefined ? undefined : { number: titled.number, isCertain: true };
  }
  const { number, isNamed } = found;
  // In "2. Recognising the signs of child sexual exploitation", the number and the title must agree.
  if (!asked.some((one) => one.number === number)) return undefined;
  if (titled !== undefined && titled.number !== number) return undefined;
  return { number, isCertain: isNamed || titled !== undefined };
}

function findTitled(text: string, asked: readonly Askable[]): Askable | undefined {
  const words = wordsOf(text);
  return words === '' ? undefined : asked.find(({ title }) => wordsOf(title) === words);
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** Tells whether a line of cells goes on with the row above. Then the cell that would name a recommendation is empty. */
function isContinuation(cells: readonly string[], column: number): boolean {
  return cells[column === -1 ? 0 : column] === '' && cells.some((cell) => cell !== '');
}
