import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  correspondingDate,
  dateOfDayNumber,
  formatDayAndMonth,
  dayNumber,
  daysBetween,
  earlierInstant,
  formatDate,
  isAfter,
  isBefore,
  laterDate,
  londonDate,
  londonInstant,
  formatMonth,
  startOfLondonDay,
  formatTime,
  weekdayName,
} from '../../shared/domain/dates.ts';
import { at, day } from '../builders/follow-up.ts';
import { anyDate, everyDate } from './any-date.ts';

describe('the corresponding date, some months after an event (F11),', () => {
  it.each([
    ['2015-08-31', 6, '2016-02-29', 'the last day, because the month has no 31st'],
    ['2014-08-31', 6, '2015-02-28', 'the last day of a common February'],
    ['2016-03-08', 6, '2016-09-08', 'the same-numbered day'],
    ['2015-09-30', 4, '2016-01-30', 'the 30th again, not the end of the month'],
    ['2016-02-29', 12, '2017-02-28', 'the last day, because the next year has no 29 February'],
    ['2016-02-29', 6, '2016-08-29', 'the 29th again, because August has one'],
    ['2015-10-31', 1, '2015-11-30', 'a month of 30 days'],
    ['2015-12-31', 2, '2016-02-29', 'across the end of the year'],
    ['2015-11-30', 3, '2016-02-29', 'a shorter month across the end of the year'],
    ['2016-03-08', 0, '2016-03-08', 'no months added'],
  ])('counts from %s over %i months to %s (%s)', (event, months, expected) => {
    expect(correspondingDate(day(event), months).toString()).toBe(expected);
  });

  it('keeps the day number, or gives the last day of a shorter month, for every date from 2010 to 2040', () => {
    for (const on of everyDate()) {
      for (const months of [1, 3, 6]) {
        const ends = correspondingDate(on, months);
        const month = on.toPlainYearMonth().add({ months });
        expect(ends.toPlainYearMonth().equals(month)).toBe(true);
        expect(ends.day).toBe(Math.min(on.day, month.daysInMonth));
      }
    }
  });

  it('equals the date that Temporal gives when it limits the day to the month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 36 }), (on, months) => {
        const expected = on.add({ months }, { overflow: 'constrain' });
        expect(correspondingDate(on, months).equals(expected)).toBe(true);
      }),
    );
  });

  it('is never earlier for a later event', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 400 }), (on, days) => {
        const later = correspondingDate(addDays(on, days), 6);
        expect(isBefore(later, correspondingDate(on, 6))).toBe(false);
      }),
    );
  });
});

describe('day numbers (F11)', () => {
  it('give each date from 2010 to 2040 its own number, in order', () => {
    let expected = dayNumber(day('2010-01-01'));
    for (const on of everyDate()) {
      expect(dayNumber(on)).toBe(expected);
      expect(dateOfDayNumber(expected).equals(on)).toBe(true);
      expected += 1;
    }
  });

  it('add and subtract days as Temporal does', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (on, days) => {
        expect(addDays(on, days).equals(on.add({ days }))).toBe(true);
        expect(daysBetween(on, on.add({ days }))).toBe(days);
      }),
    );
  });
});

describe('London time (F11)', () => {
  it.each([
    ['2016-06-30T22:59:59Z', '2016-06-30'],
    ['2016-06-30T23:00:00Z', '2016-07-01'],
    ['2016-12-31T23:59:59Z', '2016-12-31'],
    ['2017-01-01T00:00:00Z', '2017-01-01'],
    ['2016-03-27T00:59:59Z', '2016-03-27'],
    ['2016-10-30T00:30:00Z', '2016-10-30'],
    ['2016-10-29T23:30:00Z', '2016-10-30'],
    ['2016-10-30T23:30:00Z', '2016-10-30'],
  ])('puts the instant %s on the day %s', (instant, expected) => {
    expect(londonDate(Temporal.Instant.from(instant)).toString()).toBe(expected);
  });

  it('gives the same day as Temporal for any instant', () => {
    const first = Date.UTC(2010, 0, 1);
    const last = Date.UTC(2040, 11, 31);
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (milliseconds) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(milliseconds);
        const expected = instant.toZonedDateTimeISO('Europe/London').toPlainDate();
        expect(londonDate(instant).equals(expected)).toBe(true);
      }),
    );
  });

  it.each([
    ['2016-03-26', '2016-03-26T10:00:00Z', 'the day before the clocks go forward'],
    ['2016-03-27', '2016-03-27T09:00:00Z', 'the day the clocks go forward'],
    ['2016-10-29', '2016-10-29T09:00:00Z', 'the day before the clocks go back'],
    ['2016-10-30', '2016-10-30T10:00:00Z', 'the day the clocks go back'],
  ])('turns 10am on %s into %s (%s)', (on, expected) => {
    expect(londonInstant(day(on), { hour: 10, minute: 0 }).toString()).toBe(expected);
  });

  it('keeps 10am and midnight on their own day, for every date from 2010 to 2040', () => {
    for (const on of everyDate()) {
      const tenAm = londonInstant(on, { hour: 10, minute: 0 });
      expect(londonDate(tenAm).equals(on)).toBe(true);
      expect(londonDate(startOfLondonDay(on)).equals(on)).toBe(true);
      expect(londonDate(startOfLondonDay(on).subtract({ milliseconds: 1 })).equals(addDays(on, -1))).toBe(
        true,
      );
    }
  });

  it('gives each hour of a day its own instant', () => {
    const on = day('2016-03-08');
    expect(londonInstant(on, { hour: 10, minute: 0 }).toString()).toBe('2016-03-08T10:00:00Z');
    expect(londonInstant(on, { hour: 10, minute: 15 }).toString()).toBe('2016-03-08T10:15:00Z');
    expect(londonInstant(on, { hour: 17, minute: 0 }).toString()).toBe('2016-03-08T17:00:00Z');
  });
});

describe('the comparison of dates', () => {
  it('never calls a date before or after itself, and picks the later of two dates', () => {
    const [eighth, ninth] = [day('2016-03-08'), day('2016-03-09')];
    expect([isBefore(eighth, ninth), isBefore(ninth, eighth), isBefore(eighth, eighth)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isAfter(eighth, ninth), isAfter(ninth, eighth), isAfter(eighth, eighth)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(laterDate(eighth, ninth)).toBe(ninth);
    expect(laterDate(ninth, eighth)).toBe(ninth);
  });

  it('picks the earlier of two instants', () => {
    const [ten, eleven] = [at('2016-03-08T10:00'), at('2016-03-08T11:00')];
    expect(earlierInstant(ten, eleven)).toBe(ten);
    expect(earlierInstant(eleven, ten)).toBe(ten);
  });
});

describe('dates and times that people read', () => {
  it('have no ordinal and no comma, such as 8 March 2016', () => {
    expect(formatDate(day('2016-03-08'))).toBe('8 March 2016');
    expect(formatDayAndMonth(day('2016-12-01'))).toBe('1 December');
    expect(formatMonth(Temporal.PlainYearMonth.from('2016-09'))).toBe('September 2016');
    expect(weekdayName(day('2016-03-07'))).toBe('Monday');
    expect(weekdayName(day('2016-03-13'))).toBe('Sunday');
  });

  it.each([
    ['2016-03-08T10:00', '10am'],
    ['2016-04-18T16:12', '4:12pm'],
    ['2016-04-18T23:59', '11:59pm'],
    ['2016-04-18T12:00', '12pm'],
    ['2016-04-18T00:05', '12:05am'],
  ])('show %s as %s', (time, expected) => {
    expect(formatTime(at(time))).toBe(expected);
  });
});
