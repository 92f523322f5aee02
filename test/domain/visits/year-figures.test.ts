import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import { milestonesOf } from '../../../shared/domain/clocks/milestones.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { listYearEntries, countYearFigures } from '../../../shared/domain/visits/year-figures.ts';
import { anOpenFollowUp } from '../../builders/stored.ts';

type Given = NonNullable<Parameters<typeof anOpenFollowUp>[0]>;

const day = (text: string) => Temporal.PlainDate.from(text);

function heldOn(firstOn: string): NonNullable<Given['visits']> {
  return [{ id: 'visit-1', moves: [], held: { precision: 'day', firstOn, lastOn: firstOn } }];
}

/** Returns the figures of one year. By default, each report is of 8 March 2016 and its revisit is due on 8 September. */
function figuresOf(given: readonly Given[], today = '2017-04-01') {
  const all = given.map((each, index) => {
    const followUp = anOpenFollowUp({ forceId: `force-${index}`, ...each });
    const context = { programme: ncpi, calendar: builtInCalendar, suspensions: [] };
    const revisit = milestonesOf({ followUp, rounds: [] }, context).find(({ id }) => id === 'revisit');
    if (revisit === undefined) throw new Error('The programme has no revisit.');
    return { followUp, revisit };
  });
  const stretch = { from: day('2016-04-01'), to: day('2017-03-31'), today: day(today) };
  return countYearFigures(listYearEntries(all, stretch));
}

describe('the annual figures', () => {
  it('count each revisit that was due exactly once', () => {
    const figures = figuresOf([
      { visits: heldOn('2016-09-08') },
      { visits: heldOn('2016-09-09') },
      { visits: heldOn('2016-10-08') },
      {},
      { state: 'withdrawn', withdrawal: { on: '2016-05-01', reason: 'merged' } },
      // This one was prepared, but its day changed and it was never published.
      { state: 'withdrawn' },
    ]);
    expect(figures).toEqual({
      due: 5,
      inTime: 1,
      late: 2,
      notHeld: 1,
      notKnown: 0,
      stillToCome: 0,
      suspendedOrWithdrawn: 1,
      medianDaysLate: 16,
      longestDaysLate: 30,
    });
  });

  it('do not improve if a due date is moved', () => {
    const revisions: NonNullable<Given['revisions']> = [
      {
        milestone: 'revisit',
        revisedDueOn: '2016-12-08',
        reason: 'No inspectors',
        recordedAt: '2016-08-01T09:00:00Z',
        recordedBy: 'nair',
      },
    ];
    expect(figuresOf([{ revisions, visits: heldOn('2016-10-08') }])).toMatchObject({
      late: 1,
      longestDaysLate: 30,
    });
  });

  it('count a visit as late, without a number of days, if only its month is known', () => {
    const visits: NonNullable<Given['visits']> = [
      { id: 'visit-1', moves: [], held: { precision: 'month', month: '2016-09' } },
    ];
    expect(figuresOf([{ visits }])).toMatchObject({ late: 1, medianDaysLate: undefined });
  });

  it('do not count a revisit as "not held" until its due date has passed', () => {
    expect(figuresOf([{}], '2016-09-08')).toMatchObject({ notHeld: 0, stillToCome: 1 });
    expect(figuresOf([{}], '2016-09-09')).toMatchObject({ notHeld: 1, stillToCome: 0 });
  });

  it('leave out revisits due in another year and reports that are not published', () => {
    expect(figuresOf([{ publishedOn: '2015-09-30' }, { state: 'prepared' }])).toMatchObject({ due: 0 });
    expect(figuresOf([{ publishedOn: '2015-10-01' }])).toMatchObject({ due: 1 });
  });
});
