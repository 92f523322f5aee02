import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { builtInCalendar, calendarIn, changesIn } from '../../../shared/domain/clocks/calendar.ts';
import { countryNames } from '../../../shared/domain/country.ts';
import { formatDate, londonDate, weekdayName } from '../../../shared/domain/dates.ts';
import { workOutEffectOnAll } from '../../../shared/use-cases/planning/effect-on-all.ts';
import { defineCommand, option } from '../../command/command.ts';
import { countryOption } from '../../input/country-input.ts';
import { shortDate } from '../../terminal/dates.ts';
import { holidayWarning } from '../../terminal/holiday-horizon.ts';
import { renderTable } from '../../terminal/table.ts';
import { wrap } from '../../terminal/wrap.ts';

/** The sources of a bank holiday: the list that is built into Revisit, or an admin who added it. */
const sources = ['built in', 'added'] as const;

export const listCalendar = defineCommand({
  summary: 'List the bank holidays that Revisit counts with',
  description:
    'The list covers England and Wales, unless you name another country. It begins with this year, unless you name a year.',
  examples: [
    { line: 'revisit calendar list', says: 'the bank holidays from this year on' },
    { line: 'revisit calendar list --year 2016', says: 'the bank holidays of 2016' },
    { line: 'revisit calendar list --country scotland', says: 'the bank holidays of Scotland' },
  ],
  input: {
    country: countryOption,
    year: option(
      z.coerce
        .number('must be a year, e.g. 2016.')
        .int('must be a year, e.g. 2016.')
        .min(1900, 'must be a year, e.g. 2016.')
        .max(2200, 'must be a year, e.g. 2016.')
        .optional(),
      { value: '<year>', help: 'show only this year (default: from this year on)' },
    ),
  },
  output: z.object({
    holidays: z.array(z.object({ on: plainDate, title: z.string(), source: z.enum(sources) })),
    /** Bank holidays of the built-in list that an admin removed. */
    dropped: z.array(plainDate),
    knownFrom: plainDate,
    knownTo: plainDate,
    /** The latest date that a follow-up still has to meet. */
    furthestDueOn: plainDate.optional(),
  }),
  run: async ({ country, year }, { service, terminal }) => {
    const revisit = await service();
    const calendar = calendarIn(country, await revisit.settings.calendar());
    const changes = changesIn(country, await revisit.settings.calendarChanges());
    const builtIn = calendarIn(country, builtInCalendar);
    const { furthestDueOn } = await workOutEffectOnAll(revisit, {});
    const thisYear = londonDate(revisit.clock.now()).year;
    const isWanted = (on: string): boolean => {
      const its = Number(on.slice(0, 4));
      return year === undefined ? its >= thisYear : its === year;
    };
    const holidays = [...calendar.holidays]
      .filter(([on]) => isWanted(on))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([on, title]) => {
        const source: (typeof sources)[number] = builtIn.holidays.has(on) ? 'built in' : 'added';
        return { on: Temporal.PlainDate.from(on), title, source };
      });
    const dropped = changes.dropped.filter(isWanted).map((on) => Temporal.PlainDate.from(on));
    const { knownFrom, knownTo } = calendar;
    const text = (): string =>
      [
        renderTable(
          holidays.map(({ on, title, source }) => [
            shortDate(on),
            weekdayName(on),
            title,
            source === 'added' ? 'added' : '',
          ]),
          {
            columns: [
              { title: 'DATE', align: 'right' },
              { title: 'DAY' },
              { title: 'BANK HOLIDAY', flexible: true },
              { title: '' },
            ],
            terminal,
          },
        ),
        '',
        ...dropped.map((on) => wrap(`${formatDate(on)} was removed and is not a bank holiday.`, terminal)),
        `The bank holidays of ${countryNames[country]} are known from ${knownFrom.year} until ${formatDate(knownTo)}.`,
        ...holidayWarning(calendar, { furthestDueOn, terminal }),
      ].join('\n');
    return { document: { holidays, dropped, knownFrom, knownTo, furthestDueOn }, text };
  },
});
