import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isBefore, type PlainDate } from '../../../shared/domain/dates.ts';
import type { Suspension } from '../../../shared/domain/follow-up.ts';
import { afterStops, standsStill, stopInWords } from '../../../shared/domain/clocks/stopped-clock.ts';
import { day } from '../../builders/follow-up.ts';

const startsOn = day('2016-03-08');

function stretch(from: string, to?: string): Suspension {
  return { from: day(from), to: to === undefined ? undefined : day(to), reason: 'inspections suspended' };
}

function reaches(on: string, suspensions: readonly Suspension[]): string {
  return afterStops(day(on), { startsOn, suspensions }).on.toString();
}

describe('a date after its clock was stopped', () => {
  it.each([
    ['not at all', [], '2016-04-19'],
    ['for ten days before it', [stretch('2016-04-01', '2016-04-11')], '2016-04-29'],
    ['on the day itself, which is not used up', [stretch('2016-04-19', '2016-04-21')], '2016-04-21'],
    ['the day after, too late to matter', [stretch('2016-04-20', '2016-05-20')], '2016-04-19'],
    [
      'from before the start, so that only the days since count',
      [stretch('2016-03-01', '2016-03-18')],
      '2016-04-29',
    ],
    ['and ran again before the start', [stretch('2016-02-01', '2016-03-01')], '2016-04-19'],
    [
      'twice, with a gap',
      [stretch('2016-03-10', '2016-03-15'), stretch('2016-04-01', '2016-04-06')],
      '2016-04-29',
    ],
    [
      'twice at once: an overlap counts once',
      [stretch('2016-04-01', '2016-04-11'), stretch('2016-04-06', '2016-04-16')],
      '2016-05-04',
    ],
    [
      'once within another stretch',
      [stretch('2016-04-01', '2016-04-11'), stretch('2016-04-03', '2016-04-05')],
      '2016-04-29',
    ],
    [
      'again in the days that the first stop gave back',
      [stretch('2016-04-10', '2016-04-20'), stretch('2016-04-25', '2016-04-27')],
      '2016-05-01',
    ],
    [
      'in whatever order they are told',
      [stretch('2016-04-25', '2016-04-27'), stretch('2016-04-10', '2016-04-20')],
      '2016-05-01',
    ],
  ])('%s', (_how, suspensions, expected) => {
    expect(reaches('2016-04-19', suspensions)).toBe(expected);
  });

  it('is not known while the clock stands still', () => {
    const { on, stops } = afterStops(day('2016-04-19'), { startsOn, suspensions: [stretch('2016-04-01')] });
    expect(on.toString()).toBe('2016-04-19');
    expect(stops).toEqual([{ from: day('2016-04-01'), days: 0, reason: 'inspections suspended' }]);
  });

  it('is reached after as many running days as without any stop, whatever the stretches (F11)', () => {
    const anyStretch = fc
      .record({ from: fc.integer({ min: -30, max: 200 }), days: fc.integer({ min: 1, max: 40 }) })
      .map(({ from, days }) => ({
        from: addDays(startsOn, from),
        to: addDays(startsOn, from + days),
        reason: 'x',
      }));
    fc.assert(
      fc.property(
        fc.array(anyStretch, { maxLength: 5 }),
        fc.integer({ min: 0, max: 180 }),
        (suspensions, length) => {
          const { on } = afterStops(addDays(startsOn, length), { startsOn, suspensions });
          expect(standsStill(suspensions, on)).toBe(false);
          expect(runningDays(on, suspensions)).toBe(length);
        },
      ),
    );
  });
});

function runningDays(before: PlainDate, suspensions: readonly Suspension[]): number {
  let running = 0;
  for (let on = startsOn; isBefore(on, before); on = addDays(on, 1)) {
    if (!standsStill(suspensions, on)) running += 1;
  }
  return running;
}

describe('a clock', () => {
  it.each([
    ['2016-03-31', false],
    ['2016-04-01', true],
    ['2016-04-10', true],
    ['2016-04-11', false],
    ['2016-04-30', false],
    ['2016-05-01', true],
    ['2030-01-01', true],
  ])('stands still on %s: %s', (on, expected) => {
    expect(standsStill([stretch('2016-04-01', '2016-04-11'), stretch('2016-05-01')], day(on))).toBe(expected);
  });

  it.each([
    [
      stretch('2016-04-01', '2016-04-11'),
      'its clock was stopped for 10 days, from 1 April 2016 to 10 April 2016: inspections suspended',
    ],
    [
      stretch('2016-04-01', '2016-04-02'),
      'its clock was stopped for one day, 1 April 2016: inspections suspended',
    ],
    [stretch('2016-04-01'), 'its clock has been stopped since 1 April 2016: inspections suspended'],
  ])('says for how long', (suspension, expected) => {
    const [stop] = afterStops(day('2016-04-19'), { startsOn, suspensions: [suspension] }).stops;
    expect(stop === undefined ? undefined : stopInWords(stop)).toBe(expected);
  });
});
