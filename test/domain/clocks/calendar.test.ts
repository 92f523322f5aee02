import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  addWorkingDays,
  applyCalendarChanges,
  calendarIn,
  replaceChangesIn,
  builtInCalendar,
  buildCalendar,
  areHolidaysKnown,
  findHolidayTitle,
  isSendingDay,
  isWorkingDay,
  lastWorkingDayOnOrBefore,
  sendingDayOnOrAfter,
  sendingDayOnOrBefore,
  workingDaysBetween,
} from '../../../shared/domain/clocks/calendar.ts';
import { countries, type Country } from '../../../shared/domain/country.ts';
import { addDays, isAfter, isBefore } from '../../../shared/domain/dates.ts';
import { day } from '../../builders/follow-up.ts';
import { anyDate, everyDate } from '../any-date.ts';

const calendar = builtInCalendar;

describe('the rule for working days', () => {
  it.each([
    ['counts', '2016-03-08', 'a Tuesday', true],
    ['does not count', '2016-03-25', 'Good Friday', false],
    ['does not count', '2016-03-28', 'Easter Monday', false],
    ['does not count', '2016-05-02', 'Early May bank holiday', false],
    ['does not count', '2016-05-07', 'a Saturday', false],
    ['does not count', '2016-05-08', 'a Sunday', false],
    ['does not count', '2022-09-19', 'a holiday announced eleven days before', false],
    ['does not count', '2023-05-08', 'the Coronation bank holiday', false],
    ['does not count', '2016-12-24', 'a Saturday', false],
    ['counts', '2015-12-24', 'Christmas Eve', true],
    ['does not count', '2016-12-27', 'a substitute day', false],
  ])('%s %s as a working day (%s)', (_what, on, _why, expected) => {
    expect(isWorkingDay(day(on), calendar)).toBe(expected);
  });

  it('includes Monday to Friday except bank holidays, for every date from 2010 to 2040 (F11)', () => {
    for (const on of everyDate()) {
      const expected = on.dayOfWeek <= 5 && !calendar.holidays.has(on.toString());
      expect(isWorkingDay(on, calendar)).toBe(expected);
    }
  });

  it('excludes a day as soon as it is added as a bank holiday', () => {
    const more = buildCalendar([{ on: '2016-03-09', title: 'A day of mourning' }]);
    expect(isWorkingDay(day('2016-03-09'), calendar)).toBe(true);
    expect(isWorkingDay(day('2016-03-09'), more)).toBe(false);
    expect(findHolidayTitle(day('2016-03-09'), more)).toBe('A day of mourning');
    expect(findHolidayTitle(day('2016-03-09'), calendar)).toBeUndefined();
  });
});

describe('the bank holidays of each country', () => {
  it.each(countries)('%s has at least eight in every year, and all fall on a weekday', (country) => {
    const { holidays } = calendarIn(country, builtInCalendar);
    for (let year = 2014; year <= 2030; year += 1) {
      const its = [...holidays.keys()].filter((on) => on.startsWith(String(year)));
      expect(its.length, `${country} ${year}`).toBeGreaterThanOrEqual(8);
    }
    expect([...holidays.keys()].filter((on) => day(on).dayOfWeek > 5)).toEqual([]);
  });

  it.each<[Country, string, boolean, string]>([
    ['scotland', '2016-01-04', true, '2 January falls on a Saturday'],
    ['scotland', '2016-03-28', false, 'Easter Monday'],
    ['scotland', '2016-08-01', true, 'the first Monday in August'],
    ['scotland', '2024-12-02', true, 'St Andrew’s Day falls on a Saturday'],
    ['northern-ireland', '2016-03-17', true, 'St Patrick’s Day'],
    ['northern-ireland', '2020-07-13', true, 'the Twelfth falls on a Sunday'],
    ['northern-ireland', '2016-11-30', false, 'St Andrew’s Day'],
  ])('in %s include %s: %s, because of %s', (country, on, expected) => {
    expect(calendarIn(country, builtInCalendar).holidays.has(on)).toBe(expected);
  });

  it('are changed for one country without touching another', () => {
    const changes = replaceChangesIn('scotland', {
      all: { added: [{ on: '2026-06-10', title: 'Ours' }], dropped: [] },
      changes: { added: [{ on: '2026-06-15', title: 'Theirs' }], dropped: ['2026-01-02'] },
    });
    const changed = applyCalendarChanges(builtInCalendar, changes);
    const days = ['2026-06-10', '2026-06-15', '2026-01-02'];
    expect(
      countries.map((country) => days.map((on) => calendarIn(country, changed).holidays.has(on))),
    ).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, false],
    ]);
  });
});

describe('the last working day on or before a date', () => {
  it.each([
    ['2016-05-02', '2016-04-29', 'a bank holiday Monday'],
    ['2016-03-28', '2016-03-24', 'Easter Monday'],
    ['2018-09-08', '2018-09-07', 'a Saturday'],
    ['2018-09-09', '2018-09-07', 'a Sunday'],
    ['2016-09-08', '2016-09-08', 'a working day itself'],
    ['2016-12-27', '2016-12-23', 'Christmas on a weekend'],
  ])('is, for %s, %s (%s)', (on, expected) => {
    expect(lastWorkingDayOnOrBefore(day(on), calendar).toString()).toBe(expected);
  });

  it('is never after the date, with no other working day between (F11)', () => {
    for (const on of everyDate()) {
      const shown = lastWorkingDayOnOrBefore(on, calendar);
      expect(isWorkingDay(shown, calendar)).toBe(true);
      expect(isAfter(shown, on)).toBe(false);
      expect(workingDaysBetween(shown, { to: on, calendar })).toBe(0);
    }
  });
});

describe('the count of working days', () => {
  it.each([
    ['2016-04-19', 3, '2016-04-22'],
    ['2016-04-19', 8, '2016-04-29'],
    ['2016-04-19', 10, '2016-05-04'],
    ['2016-04-19', -5, '2016-04-12'],
    ['2016-03-08', 1, '2016-03-09'],
    ['2016-03-24', 1, '2016-03-29'],
    ['2016-03-29', -1, '2016-03-24'],
    ['2016-04-23', 1, '2016-04-25'],
    ['2016-04-23', 0, '2016-04-23'],
    ['2016-12-23', 1, '2016-12-28'],
  ])('goes from %s by %i working days to %s', (from, days, expected) => {
    expect(addWorkingDays(day(from), { days, calendar }).toString()).toBe(expected);
  });

  it('gives a working day, and counting back gives the same number (F11)', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (from, days) => {
        const to = addWorkingDays(from, { days, calendar });
        expect(isWorkingDay(to, calendar)).toBe(true);
        expect(workingDaysBetween(from, { to, calendar })).toBe(days);
        expect(isBefore(addWorkingDays(from, { days: -days, calendar }), from)).toBe(true);
      }),
    );
  });

  it('is 0 if the end is before the start', () => {
    expect(workingDaysBetween(day('2016-03-09'), { to: day('2016-03-08'), calendar })).toBe(0);
  });
});

describe('the rule for sending days, on which emails may leave,', () => {
  it.each([
    ['allows', '2015-12-23', true],
    ['refuses', '2015-12-24', false],
    ['refuses', '2015-12-29', false],
    ['refuses', '2015-12-31', false],
    ['refuses', '2016-01-01', false],
    ['allows', '2016-01-04', true],
    ['allows', '2019-01-02', true],
    ['allows', '2015-11-24', true],
    ['allows', '2016-02-01', true],
  ])('%s emails on %s', (_what, on, expected) => {
    expect(isSendingDay(day(on), calendar)).toBe(expected);
  });

  it('skips Christmas and bank holidays when it looks for the next or previous one', () => {
    expect(sendingDayOnOrAfter(day('2015-12-24'), calendar).toString()).toBe('2016-01-04');
    expect(sendingDayOnOrBefore(day('2016-01-03'), calendar).toString()).toBe('2015-12-23');
    expect(sendingDayOnOrAfter(day('2016-03-25'), calendar).toString()).toBe('2016-03-29');
    expect(sendingDayOnOrBefore(day('2016-03-28'), calendar).toString()).toBe('2016-03-24');
    expect(sendingDayOnOrAfter(day('2016-03-08'), calendar).toString()).toBe('2016-03-08');
    expect(sendingDayOnOrBefore(day('2016-03-08'), calendar).toString()).toBe('2016-03-08');
  });
});

describe('the built-in calendar', () => {
  it('holds exactly the bank holidays of the published file', () => {
    const rows = z
      .array(z.object({ date: z.string(), title: z.string() }))
      .parse(parse(readFileSync('data/bank-holidays-england-and-wales.csv', 'utf8'), { columns: true }));
    const published = rows.map(({ date, title }) => [date, title.replace("'", '’')]);
    expect([...calendar.holidays]).toEqual(published);
  });

  it('knows the bank holidays of 2014 to 2030 and says that it knows no others (F12)', () => {
    expect(areHolidaysKnown(day('2013-12-31'), calendar)).toBe(false);
    expect(areHolidaysKnown(day('2014-01-01'), calendar)).toBe(true);
    expect(areHolidaysKnown(day('2030-12-31'), calendar)).toBe(true);
    expect(areHolidaysKnown(addDays(day('2030-12-31'), 1), calendar)).toBe(false);
  });
});
