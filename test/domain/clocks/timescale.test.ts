import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCalendar, isWorkingDay } from '../../../shared/domain/clocks/calendar.ts';
import {
  endsBeforePublication,
  findTimescaleEnd,
  isImmediate,
  readTimescale,
} from '../../../shared/domain/clocks/timescale.ts';
import { day } from '../../builders/follow-up.ts';
import { anyDate } from '../any-date.ts';

const calendar = builtInCalendar;

/** Returns the last day of a timescale, or what is wrong with its words. */
function endOf(written: string, publishedOn = '2021-03-08'): string {
  const reading = readTimescale(written);
  if (!reading.ok) return reading.problem;
  return findTimescaleEnd(written, { publishedOn: day(publishedOn), calendar })?.toString() ?? 'no day';
}

describe('the reader of timescales', () => {
  it.each([
    'immediately',
    'Immediately',
    'With immediate effect',
    'with immediate effect.',
    'immediate',
    'Immediate action',
    'At once',
    'forthwith',
    'straight away',
    'Straightaway',
    'without delay',
    'Immediately on publication',
    'immediately after publication of this report',
    'To be completed immediately',
  ])('reads %j as the day of publication', (written) => {
    expect(isImmediate(written)).toBe(true);
    expect(endOf(written)).toBe('2021-03-08');
  });

  it.each([
    ['within three months', '2021-06-08'],
    ['Within 3 months', '2021-06-08'],
    ['3 months', '2021-06-08'],
    ['within six months', '2021-09-08'],
    ['within six months of this report', '2021-09-08'],
    ['Within six months of the date of this report', '2021-09-08'],
    ['within six months of the publication of this report', '2021-09-08'],
    ['within six months of this report’s publication', '2021-09-08'],
    ['within six months of this report being published', '2021-09-08'],
    ['no later than six months after the publication date', '2021-09-08'],
    ['By the end of three months', '2021-06-08'],
    ['within the next 12 months', '2022-03-08'],
    ['over the next twelve months', '2022-03-08'],
    ['in three months’ time', '2021-06-08'],
    ['within a period of eighteen calendar months', '2022-09-08'],
    ['within one month', '2021-04-08'],
    ['within a month', '2021-04-08'],
    ['within one year', '2022-03-08'],
    ['2 years', '2023-03-08'],
    ['six-month', '2021-09-08'],
    ['within three (3) months', '2021-06-08'],
    ['Within 28 days', '2021-04-05'],
    ['within 28 days of publication', '2021-04-05'],
    ['within 28 days from the date of publication of the report', '2021-04-05'],
    ['within twenty-eight days', '2021-04-05'],
    ['within twenty eight (28) days', '2021-04-05'],
    ['within a hundred days', '2021-06-16'],
    ['within one hundred and twenty days', '2021-07-06'],
    ['within 56 days beginning with the day of publication', '2021-05-02'],
    [
      'before the end of the period of 56 days beginning with the day on which the report is published',
      '2021-05-02',
    ],
    ['within three months beginning with publication', '2021-06-07'],
    ['within two weeks', '2021-03-22'],
    ['within a fortnight', '2021-03-22'],
    ['within 24 hours', '2021-03-09'],
    ['within 72 hours of publication', '2021-03-11'],
    ['within 10 working days', '2021-03-22'],
    ['within ten working days', '2021-03-22'],
    // Good Friday and Easter Monday are no working days.
    ['within 20 business days', '2021-04-07'],
    ['within ten working days beginning with the day of publication', '2021-03-19'],
  ])('counts %j of a report of 8 March 2021 to %s', (written, on) => {
    expect(endOf(written)).toBe(on);
  });

  it.each([
    ['By 31 August 2021', '2021-08-31'],
    ['31 August 2021', '2021-08-31'],
    ['by 31st August 2021', '2021-08-31'],
    ['by the 31st of August 2021', '2021-08-31'],
    ['By Tuesday, 31 August, 2021', '2021-08-31'],
    ['by 31 Aug 2021', '2021-08-31'],
    ['by 2021-08-31', '2021-08-31'],
    ['31/08/2021', '2021-08-31'],
    ['31-Aug-21', '2021-08-31'],
    ['no later than 31 August 2021', '2021-08-31'],
    ['By no later than 31 August 2021.', '2021-08-31'],
    ['not later than 31 August 2021', '2021-08-31'],
    ['by 31 August 2021 at the latest', '2021-08-31'],
    ['on or before 31 August 2021', '2021-08-31'],
    ['until 31 August 2021', '2021-08-31'],
    ['To be completed by 31 August 2021', '2021-08-31'],
    ['by close of business on 31 August 2021', '2021-08-31'],
    ['before 1 September 2021', '2021-08-31'],
    ['before September 2021', '2021-08-31'],
    ['by August 2021', '2021-08-31'],
    ['August 2021', '2021-08-31'],
    ['by Aug 2021', '2021-08-31'],
    ['by the end of August 2021', '2021-08-31'],
    ['before the end of August 2021', '2021-08-31'],
    ['by end August 2021', '2021-08-31'],
    ['by the end of February 2024', '2024-02-29'],
    ['by the end of 2021', '2021-12-31'],
    ['by end of year 2021', '2021-12-31'],
    ['By 31\u00A0August\u00A02021', '2021-08-31'],
  ])('reads %j as a date that ends on %s', (written, on) => {
    expect(endOf(written)).toBe(on);
  });

  it.each([
    'soon',
    'as soon as possible',
    'ongoing',
    'by summer 2021',
    'by mid-August 2021',
    'by 31 August',
    'by 2021',
    'Aug-21',
    'within three to six months',
    'within three (6) months',
    'within several months',
    'within three working months',
    'within three months of the inspection',
    'within 28 days of receipt',
    'within months',
    'within 1.5 years',
    'immediately and within 28 days',
    'within three mon\u200Bths',
    'within',
    'by',
    '-',
  ])('refuses %j and names forms that can be counted', (written) => {
    expect(endOf(written)).toBe(
      `"${written}" is not a timescale that can be counted. Write it as in the report, such as immediately, with immediate effect, within 28 days, within ten working days, within three months, by 31 August 2021 or by the end of August 2021. If the report gives none, leave it empty.`,
    );
  });

  it.each([
    ['by 31 June 2021', '31 June 2021 does not exist. Give a day from 1 to 30 June 2021.'],
    ['by 2021-02-29', '29 February 2021 does not exist. Give a day from 1 to 28 February 2021.'],
    ['31/13/2021', 'There is no month 13. Give a month from 1 to 12.'],
    ['within 0 days', 'A timescale of 0 days cannot be right. Give from 1 to 9999 days.'],
    ['within 2021 months', 'A timescale of 2021 months cannot be right. Give from 1 to 240 months.'],
  ])('refuses %j and says: %s', (written, problem) => {
    expect(endOf(written)).toBe(problem);
  });

  it('refuses a whole paragraph and quotes only its beginning', () => {
    expect(endOf('within three months '.repeat(1000))).toMatch(/^"within three months [^"]{80}…" is not/u);
  });

  it('reads the words in any case, with any spaces and with a full stop', () => {
    const phrases = ['within three months', 'by 31 august 2021', 'with immediate effect', 'within 28 days'];
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.constantFrom(' ', '  ', '\u00A0', '\n', ' \t '),
        fc.constantFrom('', '.', ';', ' '),
        fc.boolean(),
        (phrase, space, end, isLoud) => {
          const written = `${phrase.replaceAll(' ', space)}${end}`;
          expect(endOf(isLoud ? written.toUpperCase() : written)).toBe(endOf(phrase));
        },
      ),
    );
  });

  it('never throws, whatever the words are', () => {
    const word = fc.constantFrom(
      'within',
      'by',
      'the',
      'end',
      'of',
      '3',
      'months',
      '31',
      'August',
      '2021',
      '0',
      '-',
      '(',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (written) => {
          expect(endOf(written)).toMatch(/^\d{4}-\d{2}-\d{2}$|\.$/u);
        },
      ),
    );
  });
});

const calendarOnly = { publishedOn: day('2016-03-08'), calendar };

describe('the last day of a timescale, over many years,', () => {
  const end = (written: string, publishedOn: Temporal.PlainDate): Temporal.PlainDate =>
    findTimescaleEnd(written, { publishedOn, calendar }) ?? day('1970-01-01');

  it('is the day of publication for immediate action', () => {
    fc.assert(
      fc.property(anyDate, (on) => {
        expect(end('with immediate effect', on).equals(on)).toBe(true);
      }),
    );
  });

  it.each([
    ['days', 1],
    ['weeks', 7],
    ['fortnights', 14],
  ])('is as many %s later as the report says, and one day earlier if the first day counts', (unit, days) => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 500 }), (on, count) => {
        const later = on.add({ days: count * days });
        expect(end(`within ${count} ${unit}`, on).equals(later)).toBe(true);
        const beginning = end(`within ${count} ${unit} beginning with the day of publication`, on);
        expect(beginning.equals(later.subtract({ days: 1 }))).toBe(true);
      }),
    );
  });

  it.each([
    ['months', 1],
    ['years', 12],
  ])('is the same-numbered day of the later month for %s, or its last day (F11)', (unit, months) => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 20 }), (on, count) => {
        const last = end(`within ${count} ${unit}`, on);
        expect(last.equals(on.add({ months: count * months }, { overflow: 'constrain' }))).toBe(true);
        const beginning = end(`within ${count} ${unit} beginning with publication`, on);
        expect(beginning.equals(last.subtract({ days: 1 }))).toBe(true);
      }),
    );
  });

  it('is a working day with the right number of working days since publication', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (on, count) => {
        const last = end(`within ${count} working days`, on);
        let worked = 0;
        for (
          let next = on.add({ days: 1 });
          Temporal.PlainDate.compare(next, last) <= 0;
          next = next.add({ days: 1 })
        ) {
          if (isWorkingDay(next, calendar)) worked += 1;
        }
        expect([worked, isWorkingDay(last, calendar)]).toEqual([count, true]);
      }),
      { numRuns: 60 },
    );
  });

  it('is a written date itself, whatever the day of publication', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (on, publishedOn) => {
        const words = on.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
        for (const written of [`by ${words}`, words, `no later than ${on.toString()}`]) {
          expect(end(written, publishedOn).equals(on)).toBe(true);
        }
        expect(end(`before ${words}`, publishedOn).equals(on.subtract({ days: 1 }))).toBe(true);
      }),
    );
  });

  it('is the last day of a written month or year', () => {
    fc.assert(
      fc.property(anyDate, (on) => {
        const month = on.toLocaleString('en-GB', { month: 'long', year: 'numeric' });
        const last = on.with({ day: on.daysInMonth });
        expect(end(`by ${month}`, day('2016-03-08')).equals(last)).toBe(true);
        expect(end(`by the end of ${month}`, day('2016-03-08')).equals(last)).toBe(true);
        const lastOfYear = end(`by the end of ${on.year}`, day('2016-03-08'));
        expect(lastOfYear.equals(on.with({ month: 12, day: 31 }))).toBe(true);
      }),
    );
  });

  it('is the same for a number in digits and in words, up to one hundred', () => {
    const small =
      'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
        ' ',
      );
    const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
    const words = [
      ...small,
      ...tens.flatMap((ten) => [ten, ...small.slice(0, 9).map((one) => `${ten}-${one}`)]),
      'one hundred',
    ];
    expect(words).toHaveLength(100);
    for (const [index, word] of words.entries()) {
      const digits = endOf(`within ${index + 1} days`);
      expect(digits).toMatch(/^\d/u);
      expect([word, endOf(`within ${word} days`), endOf(`within ${word.replace('-', ' ')} days`)]).toEqual([
        word,
        digits,
        digits,
      ]);
    }
  });
});

describe('stored words that nobody can count', () => {
  it('have no last day, are not immediate, and are not before the publication', () => {
    expect(findTimescaleEnd('in due course', calendarOnly)).toBeUndefined();
    expect(isImmediate('in due course')).toBe(false);
    expect(endsBeforePublication('in due course', calendarOnly.publishedOn)).toBe(false);
    expect(findTimescaleEnd(undefined, calendarOnly)).toBeUndefined();
  });
});

describe('the three timescales of older records', () => {
  it.each([
    ['immediately', '2015-08-31'],
    ['within three months', '2015-11-30'],
    ['within six months', '2016-02-29'],
  ])('still mean the same: %s of a report of 31 August 2015 ends on %s', (written, on) => {
    expect(endOf(written, '2015-08-31')).toBe(on);
  });
});

describe('a date in a timescale', () => {
  it('is before the publication if it is an earlier day', () => {
    expect(endsBeforePublication('by 7 March 2016', day('2016-03-08'))).toBe(true);
    expect(endsBeforePublication('by 8 March 2016', day('2016-03-08'))).toBe(false);
    expect(endsBeforePublication('by the end of March 2016', day('2016-03-08'))).toBe(false);
  });
});
