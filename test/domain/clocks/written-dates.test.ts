import { describe, expect, it } from 'vitest';
import { readDate, readMoment, readMonth } from '../../../shared/domain/clocks/written-dates.ts';

function dateOf(text: string, options?: { slashes?: boolean }): string {
  const reading = readDate(text, options);
  return reading.ok ? reading.value.toString() : reading.problem;
}

describe('the reader of dates that people write', () => {
  it.each([
    ['2016-03-08', '2016-03-08'],
    ['8 March 2016', '2016-03-08'],
    ['8 Mar 2016', '2016-03-08'],
    ['08 mar. 2016', '2016-03-08'],
    ['8th March 2016', '2016-03-08'],
    ['Tuesday 8 March 2016', '2016-03-08'],
    [' 8-Mar-2016 ', '2016-03-08'],
    ['1 Sept 2016', '2016-09-01'],
    ['29 February 2016', '2016-02-29'],
  ])('reads %j as %s', (written, date) => {
    expect(dateOf(written)).toBe(date);
  });

  it.each([
    ['30 February 2016', '30 February 2016 does not exist. Give a day from 1 to 29 February 2016.'],
    ['2015-02-29', '29 February 2015 does not exist. Give a day from 1 to 28 February 2015.'],
    ['2016-13-01', 'There is no month 13. Give a month from 1 to 12.'],
    ['0016-03-08', 'The year 0016 cannot be right. Give a year from 2000 to 2099.'],
    ['8 March 1916', 'The year 1916 cannot be right. Give a year from 2000 to 2099.'],
    ['soon', '"soon" is not a date. Write 2016-03-08 or "8 March 2016".'],
    ['8 Smarch 2016', '"8 Smarch 2016" is not a date. Write 2016-03-08 or "8 March 2016".'],
    ['8 March 16', '"8 March 16" is not a date. Write 2016-03-08 or "8 March 2016".'],
  ])('refuses %j and says what is wrong', (written, problem) => {
    expect(dateOf(written)).toBe(problem);
  });

  it('reads 08/03/2016 as 8 March in a British spreadsheet, and refuses it elsewhere', () => {
    expect(dateOf('08/03/2016', { slashes: true })).toBe('2016-03-08');
    expect(dateOf('8.3.2016', { slashes: true })).toBe('2016-03-08');
    expect(dateOf('08/03/2016')).toBe(
      '"08/03/2016" could be two dates. Did you mean 2016-03-08? Write 2016-03-08 or "8 March 2016".',
    );
    expect(dateOf('03/28/2016', { slashes: true })).toBe('There is no month 28. Give a month from 1 to 12.');
  });
});

describe('the reader of months that people write', () => {
  it.each([
    ['September 2016', '2016-09'],
    ['Sep 2016', '2016-09'],
    ['2016-09', '2016-09'],
  ])('reads %j as %s', (written, month) => {
    const reading = readMonth(written);
    expect(reading.ok ? reading.value.toString() : reading.problem).toBe(month);
  });

  it('refuses words that do not name a month', () => {
    expect(readMonth('autumn 2016')).toEqual({
      ok: false,
      problem: '"autumn 2016" is not a month. Write September 2016 or 2016-09.',
    });
  });
});

describe('the reader of dates with a time', () => {
  it.each([
    ['2016-04-12', '2016-04-12T09:00:00Z', 'a date alone means 10am in London, in summer time'],
    ['12 January 2016', '2016-01-12T10:00:00Z', 'a date alone means 10am in London, in winter'],
    ['2016-04-12T09:30', '2016-04-12T08:30:00Z', 'a time without a zone is London time'],
    ['2016-04-12T09:30Z', '2016-04-12T09:30:00Z', 'a time in UTC stays as it is'],
    ['2016-04-12T09:30:15+02:00', '2016-04-12T07:30:15Z', 'a time with an offset is converted'],
  ])('reads %j as %s (%s)', (written, instant) => {
    const reading = readMoment(written);
    expect(reading.ok ? reading.value.toString() : reading.problem).toBe(instant);
  });

  it('refuses a day or an hour that does not exist', () => {
    expect(readMoment('2016-04-31T09:00')).toMatchObject({ ok: false });
    expect(readMoment('2016-04-30T25:00')).toMatchObject({ ok: false });
    expect(readMoment('later')).toMatchObject({ ok: false });
  });
});
