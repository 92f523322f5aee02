import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isBefore, type PlainDate } from '../../../shared/domain/dates.ts';
import type { Suspension } from '../../../shared/domain/follow-up.ts';
import { moveByStops, isStopped, formatStop } from '../../../shared/domain/clocks/stopped-clock.ts';
import { day } from '../../builders/follow-up.ts';

const startsOn = day('2016-03-08');

function stretch(from: string, to?: string): Suspension {
  return { from: day(from), to: to === undefined ? undefined : day(to), reason: 'inspections suspended' };
}

function reaches(on: string, suspensions: readonly Suspension[]): string {
  return moveByStops(day(on), { startsOn, suspensions }).on.toString();
}

describe('a due date of 19 April', () => {
  it.each([
    ['did not stop', [], '2016-04-19'],
    ['stopped for ten days before it', [stretch('2016-04-01', '2016-04-11')], '2016-04-29'],
    ['stopped on the day itself', [stretch('2016-04-19', '2016-04-21')], '2016-04-21'],
    ['stopped on the day after, which is too late', [stretch('2016-04-20', '2016-05-20')], '2016-04-19'],
    [
      'stopped before publication, where only the days after it count',
      [stretch('2016-03-01', '2016-03-18')],
      '2016-04-29',
    ],
    ['stopped and ran again before publication', [stretch('2016-02-01', '2016-03-01')], '2016-04-19'],
    [
      'stopped twice, with a gap',
      [stretch('2016-03-10', '2016-03-15'), stretch('2016-04-01', '2016-04-06')],
      '2016-04-29',
    ],
    [
      'stopped twice with an overlap, which counts once',
      [stretch('2016-04-01', '2016-04-11'), stretch('2016-04-06', '2016-04-16')],
      '2016-05-04',
    ],
    [
      'stopped for a time within another stop',
      [stretch('2016-04-01', '2016-04-11'), stretch('2016-04-03', '2016-04-05')],
      '2016-04-29',
    ],
    [
      'stopped again in the days that the first stop added',
      [stretch('2016-04-10', '2016-04-20'), stretch('2016-04-25', '2016-04-27')],
      '2016-05-01',
    ],
    [
      'stopped twice, recorded in the wrong order',
      [stretch('2016-04-25', '2016-04-27'), stretch('2016-04-10', '2016-04-20')],
      '2016-05-01',
    ],
  ])('is worked out correctly when its clock %s', (_how, suspensions, expected) => {
    expect(reaches('2016-04-19', suspensions)).toBe(expected);
  });

  it('is not moved while nobody knows when its clock runs again', () => {
    const { on, stops } = moveByStops(day('2016-04-19'), { startsOn, suspensions: [stretch('2016-04-01')] });
    expect(on.toString()).toBe('2016-04-19');
    expect(stops).toEqual([{ from: day('2016-04-01'), days: 0, reason: 'inspections suspended' }]);
  });

  it('always has the same number of running days before it, however its clock was stopped (F11)', () => {
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
          const { on } = moveByStops(addDays(startsOn, length), { startsOn, suspensions });
          expect(isStopped(suspensions, on)).toBe(false);
          expect(runningDays(on, suspensions)).toBe(length);
        },
      ),
    );
  });
});

function runningDays(before: PlainDate, suspensions: readonly Suspension[]): number {
  let running = 0;
  for (let on = startsOn; isBefore(on, before); on = addDays(on, 1)) {
    if (!isStopped(suspensions, on)) running += 1;
  }
  return running;
}

describe('the clock of a follow-up that is stopped from 1 to 10 April and from 1 May 2016', () => {
  it.each([
    ['2016-03-31', 'runs', false],
    ['2016-04-01', 'is stopped', true],
    ['2016-04-10', 'is stopped', true],
    ['2016-04-11', 'runs', false],
    ['2016-04-30', 'runs', false],
    ['2016-05-01', 'is stopped', true],
    ['2030-01-01', 'is stopped', true],
  ])('on %s it %s', (on, _what, expected) => {
    expect(isStopped([stretch('2016-04-01', '2016-04-11'), stretch('2016-05-01')], day(on))).toBe(expected);
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
  ])('says in words for how long it was stopped', (suspension, expected) => {
    const [stop] = moveByStops(day('2016-04-19'), { startsOn, suspensions: [suspension] }).stops;
    expect(stop === undefined ? undefined : formatStop(stop)).toBe(expected);
  });
});
