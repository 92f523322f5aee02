import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import { inWords, londonDate, weekdayName } from '../../../shared/domain/dates.ts';
import { effectOnAll } from '../../../shared/use-cases/planning/effect-on-all.ts';
import { defineCommand, option } from '../../command/command.ts';
import { shortDate } from '../../terminal/dates.ts';
import { holidayWarning } from '../../terminal/holiday-horizon.ts';
import { renderTable } from '../../terminal/table.ts';
import { wrap } from '../../terminal/wrap.ts';

/** Where a bank holiday is known from. */
const sources = ['built in', 'added'] as const;

export const listCalendar = defineCommand({
  summary: 'The bank holidays that dates are counted by',
  description: 'Those of England and Wales: this year and later, or one year.',
  examples: [
    { line: 'revisit calendar list', says: 'this year and later' },
    { line: 'revisit calendar list --year 2016', says: 'one year' },
  ],
  input: {
    year: option(
      z.coerce
        .number('must be a year, e.g. 2016.')
        .int('must be a year, e.g. 2016.')
        .min(1900, 'must be a year, e.g. 2016.')
        .max(2200, 'must be a year, e.g. 2016.')
        .optional(),
      { value: '<year>', help: 'one year (default: this year and later)' },
    ),
  },
  output: z.object({
    holidays: z.array(z.object({ on: plainDate, title: z.string(), source: z.enum(sources) })),
    /** Bank holidays of the product's own list that an admin found to be none. */
    dropped: z.array(plainDate),
    knownFrom: plainDate,
    knownTo: plainDate,
    /** The furthest date that a follow-up still has to meet. */
    furthestDueOn: plainDate.optional(),
  }),
  run: async ({ year }, { service, terminal }) => {
    const revisit = await service();
    const calendar = await revisit.settings.calendar();
    const changes = await revisit.settings.calendarChanges();
    const { furthestDueOn } = await effectOnAll(revisit, {});
    const thisYear = londonDate(revisit.clock.now()).year;
    const isWanted = (on: string): boolean => {
      const its = Number(on.slice(0, 4));
      return year === undefined ? its >= thisYear : its === year;
    };
    const holidays = [...calendar.holidays]
      .filter(([on]) => isWanted(on))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([on, title]) => {
        const source: (typeof sources)[number] = builtInCalendar.holidays.has(on) ? 'built in' : 'added';
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
        ...dropped.map((on) => wrap(`${inWords(on)} is none any more.`, terminal)),
        `Known from ${knownFrom.year} until ${inWords(knownTo)}.`,
        ...holidayWarning(calendar, { furthestDueOn, terminal }),
      ].join('\n');
    return { document: { holidays, dropped, knownFrom, knownTo, furthestDueOn }, text };
  },
});
