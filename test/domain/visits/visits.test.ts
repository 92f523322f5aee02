import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import type { HeldVisit, Visit } from '../../../shared/domain/visit.ts';
import { buildMilestones } from '../../../shared/domain/clocks/milestones.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { nameAnnouncementRung, findFirstHeld, judgeRevisit } from '../../../shared/domain/visits/visits.ts';
import { day } from '../../builders/follow-up.ts';

function heldOn(firstOn: string, lastOn = firstOn): HeldVisit {
  return { precision: 'day', firstOn: day(firstOn), lastOn: day(lastOn) };
}

function heldIn(month: string): HeldVisit {
  return { precision: 'month', month: Temporal.PlainYearMonth.from(month) };
}

function visit(held?: HeldVisit): Visit {
  return { id: 'visit-1', moves: [], held };
}

function judge(publishedOn: string, held?: HeldVisit) {
  const revisit = buildMilestones(day(publishedOn), { programme: ncpi, calendar: builtInCalendar }).at(-1);
  return judgeRevisit([visit(held)], { dueOn: revisit?.dueOn ?? day(publishedOn) });
}

describe('the verdict on whether a revisit was in time', () => {
  it.each([
    [
      'West Yorkshire',
      '2015-01-13',
      heldOn('2015-08-25', '2015-08-28'),
      { verdict: 'late', days: 43, atLeast: false },
    ],
    ['North Yorkshire', '2022-03-29', heldIn('2022-12'), { verdict: 'late', days: 63, atLeast: true }],
    ['Staffordshire', '2022-04-07', heldIn('2023-03'), { verdict: 'late', days: 145, atLeast: true }],
    ['Essex', '2016-03-08', heldIn('2016-09'), { verdict: 'cannot tell' }],
  ])(
    'is right for %s, published %s, even if only the month of the visit is known',
    (_body, publishedOn, held, expected) => {
      expect(judge(publishedOn, held)).toEqual(expected);
    },
  );

  it.each([
    ['held in July (in time)', heldIn('2016-07'), { verdict: 'in time' }],
    ['held in August (in time)', heldIn('2016-08'), { verdict: 'in time' }],
    ['held in September (cannot tell)', heldIn('2016-09'), { verdict: 'cannot tell' }],
    [
      'held in October (at least 23 days late)',
      heldIn('2016-10'),
      { verdict: 'late', days: 23, atLeast: true },
    ],
    ['begun on the due date (in time)', heldOn('2016-09-08', '2016-09-12'), { verdict: 'in time' }],
    ['begun the next day (one day late)', heldOn('2016-09-09'), { verdict: 'late', days: 1, atLeast: false }],
    ['begun before the due date (in time)', heldOn('2016-09-05', '2016-09-09'), { verdict: 'in time' }],
    ['not held yet (not held)', undefined, { verdict: 'not held' }],
  ])('is right for a due date of 8 September 2016 and a visit %s', (_how, held, expected) => {
    expect(judge('2016-03-08', held)).toEqual(expected);
  });

  it('is "in time" for a visit in a known month if the due date is the last day of that month', () => {
    expect(judge('2015-08-31', heldIn('2016-02'))).toEqual({ verdict: 'in time' });
  });

  it('is "cannot tell" for a visit in a known month if the due date is the first day of that month', () => {
    expect(judge('2016-03-01', heldIn('2016-09'))).toEqual({ verdict: 'cannot tell' });
  });

  it('depends on the first visit that was held, even if the visits are recorded in another order', () => {
    const visits = [
      visit(heldOn('2016-11-01')),
      visit(),
      visit(heldOn('2016-09-06')),
      visit(heldIn('2016-12')),
    ];
    expect(findFirstHeld(visits)).toEqual(heldOn('2016-09-06'));
    expect(judgeRevisit(visits, { dueOn: day('2016-09-08') })).toEqual({ verdict: 'in time' });
    expect(judgeRevisit([], { dueOn: day('2016-09-08') })).toEqual({ verdict: 'not held' });
  });
});

describe('the announcement of a visit', () => {
  it('has an id made from the days, so that other days are announced again', () => {
    const [first, longer] = [
      nameAnnouncementRung({ firstOn: day('2016-09-05'), lastOn: day('2016-09-07') }),
      nameAnnouncementRung({ firstOn: day('2016-09-05'), lastOn: day('2016-09-08') }),
    ];
    expect(first).toBe('announced-2016-09-05-to-2016-09-07');
    expect(longer).not.toBe(first);
  });
});
