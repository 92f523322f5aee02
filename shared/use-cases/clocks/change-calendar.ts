import { Temporal } from 'temporal-polyfill';
import {
  builtInCalendar,
  applyCalendarChanges,
  calendarIn,
  changesIn,
  replaceChangesIn,
  type CalendarChanges,
  type CountryChanges,
  type WorkingCalendar,
} from '../../domain/clocks/calendar.ts';
import { countryNames, OFFICE_COUNTRY, type BankHoliday, type Country } from '../../domain/country.ts';
import { formatDate, type PlainDate } from '../../domain/dates.ts';
import { ServiceError } from '../../errors.ts';
import { workOutEffectOnAll, type EffectOnAll } from '../planning/effect-on-all.ts';
import type { ChangeDependencies } from '../planning/plan-change.ts';

/** A planned change of the bank holidays, and what it does to the follow-ups. `makeCalendar` writes it. */
export interface PlannedCalendar extends EffectOnAll {
  readonly before: CalendarChanges;
  /** Undefined if the calendar already looks like this. */
  readonly after: CalendarChanges | undefined;
  readonly added: readonly BankHoliday[];
  readonly dropped: readonly BankHoliday[];
  /** The calendar after the change. */
  readonly calendar: WorkingCalendar;
  readonly action: string;
  readonly summary: string;
}

/** Plans to add a bank holiday, for example one announced late. Works out every future date again. */
export async function planHoliday(
  dependencies: ChangeDependencies,
  { on, title, country }: { on: PlainDate; title: string; country: Country },
): Promise<PlannedCalendar> {
  const known = calendarIn(country, await dependencies.settings.calendar()).holidays.get(on.toString());
  return planCalendar(dependencies, {
    country,
    add: [{ on: on.toString(), title }],
    drop: [],
    action: 'calendar-add',
    summary: `${formatDate(on)} is a bank holiday${inCountry(country)}: ${known ?? title}.`,
  });
}

/**
 * Plans to remove a bank holiday that was added by mistake or has moved.
 *
 * @throws ServiceError `not-found` if the day is not a bank holiday.
 */
export async function planHolidayRemoval(
  dependencies: ChangeDependencies,
  { on, country }: { on: PlainDate; country: Country },
): Promise<PlannedCalendar> {
  const known = calendarIn(country, await dependencies.settings.calendar()).holidays.get(on.toString());
  if (known === undefined) {
    throw new ServiceError('not-found', `${formatDate(on)} is not a bank holiday${inCountry(country)}.`, {
      field: 'date',
    });
  }
  return planCalendar(dependencies, {
    country,
    add: [],
    drop: [on.toString()],
    action: 'calendar-remove',
    summary: `${formatDate(on)} is no longer a bank holiday${inCountry(country)}: ${known}.`,
  });
}

/** Every country has at least eight bank holidays a year. A list with fewer in a year covers only part of it. */
const HOLIDAYS_A_YEAR = 8;

/**
 * Plans to import the published list of bank holidays. Adds the days that are new. In each year that the list covers
 * completely, also removes the days that are not in the list. This happens when a bank holiday has moved, for example.
 * Ignores a different spelling of a title.
 */
export async function planCalendarImport(
  dependencies: ChangeDependencies,
  { holidays, fileName, country }: { holidays: readonly BankHoliday[]; fileName: string; country: Country },
): Promise<PlannedCalendar> {
  const calendar = calendarIn(country, await dependencies.settings.calendar());
  const listed = new Set(holidays.map(({ on }) => on));
  const years = wholeYears(holidays);
  const drop = [...calendar.holidays.keys()].filter(
    (on) => years.has(Number(on.slice(0, 4))) && !listed.has(on),
  );
  const add = holidays.filter(({ on }) => !calendar.holidays.has(on));
  const knownTo = furthestYear(calendar.knownTo.year, years);
  return planCalendar(dependencies, {
    country,
    add,
    drop,
    ...(knownTo === calendar.knownTo.year
      ? {}
      : { knownTo: Temporal.PlainDate.from({ year: knownTo, month: 12, day: 31 }) }),
    action: 'calendar-import',
    summary: `Imported ${holidays.length} bank holidays${inCountry(country)} from ${fileName}: ${add.length} added, ${drop.length} removed.`,
  });
}

/** Writes the planned change. The next sweep works out every date again. @throws ServiceError `race`. */
export async function makeCalendar(
  { settings, clock }: Pick<ChangeDependencies, 'settings' | 'clock'>,
  { planned, by }: { planned: PlannedCalendar; by: string },
): Promise<void> {
  const { before, after, action, summary } = planned;
  if (after === undefined) return;
  await settings.change({
    setting: 'calendar',
    before,
    after,
    audit: { at: clock.now(), by, action, summary },
  });
}

async function planCalendar(
  dependencies: ChangeDependencies,
  change: {
    country: Country;
    add: readonly BankHoliday[];
    drop: readonly string[];
    knownTo?: PlainDate;
    action: string;
    summary: string;
  },
): Promise<PlannedCalendar> {
  const { country, add, drop, action, summary } = change;
  const before = await dependencies.settings.calendarChanges();
  const current = calendarIn(country, applyCalendarChanges(builtInCalendar, before));
  const added = add.filter(({ on }) => !current.holidays.has(on));
  const dropped = drop.flatMap((on) => {
    const title = current.holidays.get(on);
    return title === undefined ? [] : [{ on, title }];
  });
  const knownTo = change.knownTo ?? changesIn(country, before).knownTo;
  const holidays = new Map(current.holidays);
  for (const { on, title } of added) holidays.set(on, title);
  for (const { on } of dropped) holidays.delete(on);
  const after = replaceChangesIn(country, {
    all: before,
    changes: { ...changesFor(country, holidays), ...(knownTo === undefined ? {} : { knownTo }) },
  });
  const calendar = applyCalendarChanges(builtInCalendar, after);
  const isNew = added.length + dropped.length > 0 || change.knownTo !== undefined;
  return {
    before,
    after: isNew ? after : undefined,
    added,
    dropped,
    calendar: calendarIn(country, calendar),
    action,
    summary,
    ...(await workOutEffectOnAll(dependencies, { calendar })),
  };
}

/** Returns the changes that turn the product's own calendar of a country into this one. */
function changesFor(
  country: Country,
  holidays: ReadonlyMap<string, string>,
): Pick<CountryChanges, 'added' | 'dropped'> {
  const builtIn = calendarIn(country, builtInCalendar);
  const added = [...holidays].flatMap(([on, title]) => (builtIn.holidays.has(on) ? [] : [{ on, title }]));
  const dropped = [...builtIn.holidays.keys()].filter((on) => !holidays.has(on));
  return { added: added.sort((a, b) => (a.on < b.on ? -1 : 1)), dropped: dropped.sort() };
}

function wholeYears(holidays: readonly BankHoliday[]): Set<number> {
  const counts = new Map<number, number>();
  for (const { on } of holidays) {
    const year = Number(on.slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([year, count]) => (count >= HOLIDAYS_A_YEAR ? [year] : [])));
}

/** Returns the last year of an unbroken run of known years, counted from `known`. */
function furthestYear(known: number, years: ReadonlySet<number>): number {
  let last = known;
  while (years.has(last + 1)) last += 1;
  return last;
}

/** Returns e.g. " in Scotland". The office's own country needs no name. */
function inCountry(country: Country): string {
  return country === OFFICE_COUNTRY ? '' : ` in ${countryNames[country]}`;
}
