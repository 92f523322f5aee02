import { describe, expect, test } from 'vitest';
import { readDate, readMoment, readMonth } from '../../../shared/domain/clocks/written-dates.ts';

function dateOf(text: string, options?: { slashes?: boolean }): string {
  const reading = readDate(text, options);
  return reading.ok ? reading.value.toString() : reading.problem;
}

describe('a date as people write it', () => {
  test.each([
    ['2016-03-08', '2016-03-08'],
    ['8 March 2016', '2016-03-08'],
    ['8 Mar 2016', '2016-03-08'],
    ['08 mar. 2016', '2016-03-08'],
    ['8th March 2016', '2016-03-08'],
    ['Tuesday 8 March 2016', '2016-03-08'],
    [' 8-Mar-2016 ', '2016-03-08'],
    ['1 Sept 2016', '2016-09-01'],
    ['29 February 2016', '2016-02-29'],
  ])('%j is %s', (written, date) => {
    expect(dateOf(written)).toBe(date);
  });

  test.each([
    ['30 February 2016', '30 February 2016 does not exist. Give a day from 1 to 29 February 2016.'],
    ['2015-02-29', '29 February 2015 does not exist. Give a day from 1 to 28 February 2015.'],
    ['2016-13-01', 'There is no month 13. Give a month from 1 to 12.'],
    ['soon', '"soon" is not a date. Write 2016-03-08 or "8 March 2016".'],
    ['8 Smarch 2016', '"8 Smarch 2016" is not a date. Write 2016-03-08 or "8 March 2016".'],
    ['8 March 16', '"8 March 16" is not a date. Write 2016-03-08 or "8 March 2016".'],
  ])('%j is refused with what is wrong', (written, problem) => {
    expect(dateOf(written)).toBe(problem);
  });

  test('slashes are read as a British spreadsheet means them, and nowhere else', () => {
    expect(dateOf('08/03/2016', { slashes: true })).toBe('2016-03-08');
    expect(dateOf('8.3.2016', { slashes: true })).toBe('2016-03-08');
    expect(dateOf('08/03/2016')).toBe(
      '"08/03/2016" could be two dates. Did you mean 2016-03-08? Write 2016-03-08 or "8 March 2016".',
    );
    expect(dateOf('03/28/2016', { slashes: true })).toBe('There is no month 28. Give a month from 1 to 12.');
  });
});

describe('a month', () => {
  test.each([
    ['September 2016', '2016-09'],
    ['Sep 2016', '2016-09'],
    ['2016-09', '2016-09'],
  ])('%j is %s', (written, month) => {
    const reading = readMonth(written);
    expect(reading.ok ? reading.value.toString() : reading.problem).toBe(month);
  });

  test('a word that is none is refused', () => {
    expect(readMonth('autumn 2016')).toEqual({
      ok: false,
      problem: '"autumn 2016" is not a month. Write September 2016 or 2016-09.',
    });
  });
});

describe('a moment', () => {
  test.each([
    ['2016-04-12', '2016-04-12T09:00:00Z', 'a date stands for 10am in London, in summer time'],
    ['12 January 2016', '2016-01-12T10:00:00Z', 'and in winter'],
    ['2016-04-12T09:30', '2016-04-12T08:30:00Z', 'a time without a zone is London time'],
    ['2016-04-12T09:30Z', '2016-04-12T09:30:00Z', 'an instant is an instant'],
    ['2016-04-12T09:30:15+02:00', '2016-04-12T07:30:15Z', 'wherever it was written'],
  ])('%j is %s: %s', (written, instant) => {
    const reading = readMoment(written);
    expect(reading.ok ? reading.value.toString() : reading.problem).toBe(instant);
  });

  test('a day or an hour that does not exist is refused', () => {
    expect(readMoment('2016-04-31T09:00')).toMatchObject({ ok: false });
    expect(readMoment('2016-04-30T25:00')).toMatchObject({ ok: false });
    expect(readMoment('later')).toMatchObject({ ok: false });
  });
});
