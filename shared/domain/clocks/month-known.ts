import { formatMonth } from '../dates.ts';
import { readMonth, type Reading } from './written-dates.ts';
import { monthParts, type HeldVisit, type MonthKnown, type MonthPart } from '../visit.ts';

/** A visit of which no day is known. */
export type HeldInMonth = Extract<HeldVisit, { precision: 'month' }>;

/** Returns when such a visit was held, such as "late February to early March 2023". */
export function formatHeldMonth({ until, ...from }: HeldInMonth): string {
  if (until === undefined) return partOf(from, formatMonth(from.month));
  const first = formatMonth(from.month);
  const short = until.month.year === from.month.year ? first.replace(/ \d{4}$/u, '') : first;
  return `${partOf(from, short)} to ${partOf(until, formatMonth(until.month))}`;
}

function partOf({ part }: Pick<MonthKnown, 'part'>, month: string): string {
  return part === undefined ? month : `${part} ${month}`;
}

/**
 * Reads the month of a visit as sources write it: "September 2016", "late February 2023" or "late February and early
 * March 2023". The first month takes its year from the last one.
 */
export function readHeldMonth(text: string): Reading<HeldInMonth> {
  const [first = '', last, ...more] = text.trim().split(/ (?:and|to) /iu);
  if (more.length > 0)
    return { ok: false, problem: `"${text}" has more than two months. Write the first and the last.` };
  const until = last === undefined ? undefined : readPart(last);
  if (until?.ok === false) return until;
  const year = until === undefined || /\d{4}/u.test(first) ? '' : ` ${until.value.month.year}`;
  const from = readPart(`${first}${year}`);
  if (!from.ok) return from;
  return {
    ok: true,
    value: { precision: 'month', ...from.value, ...(until === undefined ? {} : { until: until.value }) },
  };
}

function readPart(text: string): Reading<MonthKnown> {
  const [, part, month = ''] = /^(?:(early|mid|late)[ -])?(.*)$/iu.exec(text.trim()) ?? [];
  const read = readMonth(month);
  if (!read.ok) return read;
  const known = monthParts.find((one): one is MonthPart => one === part?.toLowerCase());
  return { ok: true, value: { month: read.value, ...(known === undefined ? {} : { part: known }) } };
}
