import { Temporal } from 'temporal-polyfill';
import { addWorkingDays, type WorkingCalendar } from './calendar.ts';
import { addDays, correspondingDate, isBefore, type PlainDate } from '../dates.ts';
import { readWholeNumber } from './number-words.ts';
import { readDate, readMonth, type Reading } from './written-dates.ts';

/** What the words of a timescale mean. */
export type Timescale =
  | { readonly kind: 'immediately' }
  | {
      readonly kind: 'period';
      readonly count: number;
      readonly unit: PeriodUnit;
      /** True for a period that begins with the day of publication. That day is then the first of the period. */
      readonly countsFirstDay: boolean;
    }
  | { readonly kind: 'date'; readonly on: PlainDate };

type PeriodUnit = 'hour' | 'day' | 'working day' | 'week' | 'fortnight' | 'month' | 'year';

/** What a timescale is counted with. */
export interface TimescaleOrigin {
  readonly publishedOn: PlainDate;
  readonly calendar: WorkingCalendar;
}

const PUBLICATION = [
  String.raw`(?:the |its )?(?:(?:date|day) of )?(?:the |its )?publication(?: date)?(?: of (?:this|the|our) (?:inspection )?report)?`,
  String.raw`(?:(?:the )?(?:date|day) of )?(?:this|the|our) (?:inspection )?report(?:(?: being| is| was)? published|'s publication)?`,
  String.raw`(?:the )?(?:date|day) on which (?:this|the|our) (?:inspection )?report (?:is|was) published`,
].join('|');

const DONE = String.raw`(?:(?:to be |must be )?(?:completed?|done|met|implemented|achieved|actioned|due) )?`;

const IMMEDIATELY = new RegExp(
  String.raw`^${DONE}(?:(?:with )?immediate(?:ly)?(?: effect| action)?|effective immediately|at once|forthwith|(?:straight|right) ?away|now|without delay)(?: (?:on|upon|after|following|from) (?:${PUBLICATION}))?$`,
  'u',
);

const PERIOD = new RegExp(
  [
    `^${DONE}`,
    String.raw`(?:(?:by|within|in|over|before|(?:no|not) later than|(?:no|not) more than|at most|up to) )*`,
    String.raw`(?:(?:the )?end of )?(?:the |a (?=period|maximum))?(?:(?:next|following|first|period of|maximum of) )*`,
    String.raw`(?<count>\d{1,4}|[a-z]+(?:[ -][a-z]+){0,4}?)(?: ?\((?<again>\d{1,4}|[a-z -]+)\))?[ -]`,
    String.raw`(?<working>(?:working|business)[ -])?(?:calendar )?(?<unit>hour|day|week|fortnight|month|year)s?(?:'? time)?`,
    String.raw`(?: (?:(?<beginning>beginning (?:with|on)|starting (?:with|on))|of|from|after|following) (?:${PUBLICATION}))?$`,
  ].join(''),
  'u',
);

const DATE = new RegExp(
  [
    `^${DONE}`,
    String.raw`(?<opening>(?:(?:by|on or before|on|until|till|before|(?:no|not) later than) )*)`,
    String.raw`(?<end>(?:(?:the )?(?:end|close) of (?:business on |the month of )?|end ))?`,
    String.raw`(?:the )?(?<year>year )?(?<date>\S.*)$`,
  ].join(''),
  'u',
);

/** A typing mistake is more likely than a longer period. */
const LONGEST: Readonly<Record<PeriodUnit, number>> = {
  hour: 9999,
  day: 9999,
  'working day': 9999,
  week: 1000,
  fortnight: 500,
  month: 240,
  year: 20,
};

/** Longer words are not a timescale alone. */
const MOST_CHARACTERS = 100;

const EXAMPLES =
  'Write it as in the report, such as immediately, with immediate effect, within 28 days, within ten working days, within three months, by 31 August 2021 or by the end of August 2021. If the report gives none, leave it empty.';

/** A cache. A plan asks about the same few timescales again and again. */
const known = new Map<string, Reading<Timescale>>();

/**
 * Reads a timescale as inspectorates write it. It is "immediately", a period that starts with the publication, or a
 * date. If nobody can count it, `problem` says which forms can be counted.
 */
export function readTimescale(written: string): Reading<Timescale> {
  const found = known.get(written);
  if (found !== undefined) return found;
  const reading = read(written);
  known.set(written, reading);
  return reading;
}

function read(written: string): Reading<Timescale> {
  if (written.length > MOST_CHARACTERS) return { ok: false, problem: notATimescale(written) };
  const plain = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll('’', "'")
    .replaceAll(/\s+/gu, ' ')
    .replace(/^ | ?[.;:,]? ?$/gu, '')
    .replace(/,? at the latest$/u, '');
  if (IMMEDIATELY.test(plain)) return { ok: true, value: { kind: 'immediately' } };
  return readPeriod(plain) ?? readEnd(plain) ?? { ok: false, problem: notATimescale(written) };
}

function readPeriod(plain: string): Reading<Timescale> | undefined {
  const found = PERIOD.exec(plain)?.groups;
  if (found === undefined) return undefined;
  const { unit, working, again, beginning } = found;
  const count = readWholeNumber(found['count'] ?? '');
  const isSaidTwice = again === undefined || readWholeNumber(again) === count;
  const counted = periodUnit(unit, { isWorking: working !== undefined });
  if (count === undefined || !isSaidTwice || counted === undefined) return undefined;
  if (count < 1 || count > LONGEST[counted]) {
    const problem = `A timescale of ${count} ${counted}s cannot be right. Give from 1 to ${LONGEST[counted]} ${counted}s.`;
    return { ok: false, problem };
  }
  const countsFirstDay = beginning !== undefined;
  return { ok: true, value: { kind: 'period', count, unit: counted, countsFirstDay } };
}

function periodUnit(unit: string | undefined, { isWorking }: { isWorking: boolean }): PeriodUnit | undefined {
  switch (unit) {
    case 'day':
      return isWorking ? 'working day' : 'day';
    case 'hour':
    case 'week':
    case 'fortnight':
    case 'month':
    case 'year':
      return isWorking ? undefined : unit;
    default:
      return undefined;
  }
}

/** Reads a date, a month or the end of a year. "By August 2021" ends on the last day of August. */
function readEnd(plain: string): Reading<Timescale> | undefined {
  const found = DATE.exec(plain)?.groups;
  if (found === undefined) return undefined;
  const date = (found['date'] ?? '')
    .replaceAll(/, ?/gu, ' ')
    .replace(/^(?<day>\d{1,2})(?:st|nd|rd|th)?(?: day)? of /u, '$<day> ')
    // A spreadsheet shows 31 August 2021 as 31-Aug-21.
    .replace(/^(?<dayAndMonth>\d{1,2}-[a-z]{3}-)(?<year>\d{2})$/u, '$<dayAndMonth>20$<year>');
  const isEnd = found['end'] !== undefined;
  // "Before 1 September" ends on 31 August. "Before the end of August" and "on or before" include the day.
  const isBeforeIt = !isEnd && /(?<!on or )\bbefore $/u.test(found['opening'] ?? '');
  const year = /^\d{4}$/u.exec(date)?.[0];
  if (year !== undefined && isEnd) return endingOn(Temporal.PlainDate.from(`${year}-12-31`));
  if (found['year'] !== undefined) return undefined;
  const month = readMonth(date);
  if (month.ok) {
    const first = month.value.toPlainDate({ day: 1 });
    return endingOn(
      isBeforeIt ? addDays(first, -1) : month.value.toPlainDate({ day: month.value.daysInMonth }),
    );
  }
  const day = readDate(date, { slashes: true });
  if (day.ok) return endingOn(isBeforeIt ? addDays(day.value, -1) : day.value);
  return hasFormOfDate(date) ? day : undefined;
}

function endingOn(on: PlainDate): Reading<Timescale> {
  return { ok: true, value: { kind: 'date', on } };
}

/** Tells whether words look like a date. The reader of dates then says better what is wrong with them. */
function hasFormOfDate(words: string): boolean {
  return /^(?:[a-z]+day )?\d{1,2}\D+\d{4}$|^\d{4}-\d{2}-\d{2}$|^\d{1,2}[/.]\d{1,2}[/.]\d{4}$/u.test(words);
}

function notATimescale(written: string): string {
  const shown = written.length > MOST_CHARACTERS ? `${written.slice(0, MOST_CHARACTERS)}…` : written;
  return `"${shown}" is not a timescale that can be counted. ${EXAMPLES}`;
}

/**
 * Returns the last day of a timescale. "Immediately" ends on the day of publication. A period excludes that day unless
 * it begins with it. Months follow the corresponding date rule.
 */
export function countTimescale(timescale: Timescale, { publishedOn, calendar }: TimescaleOrigin): PlainDate {
  if (timescale.kind === 'immediately') return publishedOn;
  if (timescale.kind === 'date') return timescale.on;
  const { count, unit, countsFirstDay } = timescale;
  const back = countsFirstDay ? -1 : 0;
  switch (unit) {
    case 'working day':
      return addWorkingDays(addDays(publishedOn, back), { days: count, calendar });
    case 'hour':
      return addDays(publishedOn, Math.ceil(count / 24) + back);
    case 'day':
      return addDays(publishedOn, count + back);
    case 'week':
      return addDays(publishedOn, count * 7 + back);
    case 'fortnight':
      return addDays(publishedOn, count * 14 + back);
    case 'month':
      return addDays(correspondingDate(publishedOn, count), back);
    case 'year':
      return addDays(correspondingDate(publishedOn, count * 12), back);
  }
}

/**
 * Returns the day by which a recommendation has to be met. "Within three months" of 8 March 2016 is 8 June 2016.
 * Returns undefined if there is no timescale, or if stored words cannot be counted.
 */
export function findTimescaleEnd(
  written: string | undefined,
  origin: TimescaleOrigin,
): PlainDate | undefined {
  const reading = written === undefined ? undefined : readTimescale(written);
  return reading?.ok === true ? countTimescale(reading.value, origin) : undefined;
}

/** Tells whether a timescale asks for action at once. */
export function isImmediate(written: string | undefined): boolean {
  const reading = written === undefined ? undefined : readTimescale(written);
  return reading?.ok === true && reading.value.kind === 'immediately';
}

/** Tells whether a timescale is a date before the publication. No report asks for that, so someone mistyped it. */
export function endsBeforePublication(written: string | undefined, publishedOn: PlainDate): boolean {
  const reading = written === undefined ? undefined : readTimescale(written);
  return reading?.ok === true && reading.value.kind === 'date' && isBefore(reading.value.on, publishedOn);
}
