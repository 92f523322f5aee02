import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { builtInCalendar, buildCalendar, isWorkingDay } from '../../../shared/domain/clocks/calendar.ts';
import { daysBetween, isAfter, isBefore } from '../../../shared/domain/dates.ts';
import {
  buildMilestones,
  milestonesOf,
  buildPublicationMilestone,
  type DateMoves,
} from '../../../shared/domain/clocks/milestones.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { aFollowUp, aRevision, at, day } from '../../builders/follow-up.ts';
import { everyDate } from '../any-date.ts';

const calendar = builtInCalendar;

function datesOf(publishedOn: string): Record<string, string> {
  const milestones = buildMilestones(day(publishedOn), { programme: ncpi, calendar });
  return Object.fromEntries(milestones.map(({ id, dueOn }) => [id, dueOn.toString()]));
}

function essex(moves: Partial<DateMoves> = {}) {
  const milestones = buildMilestones(day('2016-03-08'), {
    programme: ncpi,
    calendar,
    moves: { revisions: [], suspensions: [], ...moves },
  });
  return Object.fromEntries(milestones.map((milestone) => [milestone.id, milestone]));
}

describe('the due dates that start from publication day', () => {
  it('are as documented for Essex, published on 8 March 2016', () => {
    expect(datesOf('2016-03-08')).toEqual({
      'six-week-response': '2016-04-19',
      'choose-follow-up': '2016-05-03',
      'three-month-update': '2016-06-08',
      'pre-revisit-update': '2016-08-11',
      revisit: '2016-09-08',
    });
  });

  it.each([
    ['essex', '2016-04-19', undefined, '2016-06-08', '2016-08-11', '2016-09-08'],
    ['west-midlands', '2014-12-09', undefined, '2015-01-28', '2015-03-31', '2015-04-28'],
    ['west-yorkshire', '2015-02-24', undefined, '2015-04-13', '2015-06-15', '2015-07-13'],
    ['lancashire', '2018-04-19', '2018-05-02', '2018-06-08', '2018-08-11', '2018-09-08'],
    ['north-yorkshire', '2022-05-10', '2022-05-23', '2022-06-29', '2022-09-01', '2022-09-29'],
    ['staffordshire', '2022-05-19', '2022-06-01', '2022-07-07', '2022-09-09', '2022-10-07'],
  ])('are right for the real report of %s in data/ncpi-publications.csv', (body, ...expected) => {
    const rows = z
      .array(z.object({ force_id: z.string(), published_on: z.string() }))
      .parse(parse(readFileSync('data/ncpi-publications.csv', 'utf8'), { columns: true }));
    expect(rows).toHaveLength(6);
    const dates = datesOf(rows.find((row) => row.force_id === body)?.published_on ?? '');
    expect([
      dates['six-week-response'],
      dates['local-policing-body-comments'],
      dates['three-month-update'],
      dates['pre-revisit-update'],
      dates['revisit'],
    ]).toEqual(expected);
  });

  it.each([
    ['2015-08-31', '2016-02-29'],
    ['2014-08-31', '2015-02-28'],
    ['2015-08-29', '2016-02-29'],
    ['2015-09-30', '2016-03-30'],
    ['2016-08-30', '2017-02-28'],
  ])('give a report published on %s until %s for its revisit (F11)', (publishedOn, revisit) => {
    expect(datesOf(publishedOn)['revisit']).toBe(revisit);
  });

  it('give the local policing body 56 days including publication day, only for reports from 3 April 2017', () => {
    expect(datesOf('2017-04-02')['local-policing-body-comments']).toBeUndefined();
    expect(datesOf('2017-04-03')['local-policing-body-comments']).toBe('2017-05-28');
    expect(datesOf('2017-04-04')['local-policing-body-comments']).toBe('2017-05-29');
  });

  it('stay on a bank holiday, and people are shown the working day before', () => {
    const milestones = buildMilestones(day('2016-03-21'), { programme: ncpi, calendar });
    const sixWeeks = milestones.find(({ id }) => id === 'six-week-response');
    expect(sixWeeks?.dueOn.toString()).toBe('2016-05-02');
    expect(sixWeeks?.lastWorkingDay.toString()).toBe('2016-04-29');
  });

  it('keep the right distances for every publication day from 2010 to 2040 (F11)', () => {
    for (const publishedOn of everyDate()) {
      const milestones = buildMilestones(publishedOn, { programme: ncpi, calendar });
      const byId = new Map(milestones.map((milestone) => [milestone.id, milestone]));
      const revisit = byId.get('revisit');
      const preRevisit = byId.get('pre-revisit-update');
      if (revisit === undefined || preRevisit === undefined) throw new Error('A milestone is missing.');
      expect(daysBetween(publishedOn, revisit.dueOn)).toBeGreaterThanOrEqual(181);
      expect(daysBetween(publishedOn, revisit.dueOn)).toBeLessThanOrEqual(184);
      expect(daysBetween(preRevisit.dueOn, revisit.dueOn)).toBe(28);
      expect(byId.has('local-policing-body-comments')).toBe(!isBefore(publishedOn, day('2017-04-03')));
      for (const { dueOn, originalDueOn, lastWorkingDay } of milestones) {
        expect(dueOn.equals(originalDueOn)).toBe(true);
        expect(isAfter(lastWorkingDay, dueOn)).toBe(false);
        expect(isWorkingDay(lastWorkingDay, calendar)).toBe(true);
      }
    }
  });
});

describe('a bank holiday added late (F12)', () => {
  it('moves the day that people are shown, but not the due date', () => {
    const mourning = buildCalendar(
      [...calendar.holidays]
        .map(([on, title]) => ({ on, title }))
        .concat([{ on: '2016-09-08', title: 'A day of mourning' }]),
    );
    const revisit = buildMilestones(day('2016-03-08'), { programme: ncpi, calendar: mourning }).at(-1);
    expect(revisit?.dueOn.toString()).toBe('2016-09-08');
    expect(revisit?.lastWorkingDay.toString()).toBe('2016-09-07');
    expect(revisit?.explanation).toContain('8 September 2016 is a bank holiday (A day of mourning)');
  });
});

describe('a revised due date', () => {
  const revisions = aFollowUp({
    revisions: [
      aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-03', recordedOn: '2016-04-11' }),
      aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-10', recordedOn: '2016-04-18' }),
    ],
  }).revisions;

  it('counts as last recorded, keeps the original date and gives the reason', () => {
    const { 'six-week-response': sixWeeks, 'three-month-update': threeMonths } = essex({ revisions });
    expect(sixWeeks?.dueOn.toString()).toBe('2016-05-10');
    expect(sixWeeks?.originalDueOn.toString()).toBe('2016-04-19');
    expect(sixWeeks?.movedOn?.toString()).toBe('2016-04-18');
    expect(sixWeeks?.stoppedOn).toBeUndefined();
    expect(threeMonths?.dueOn.toString()).toBe('2016-06-08');
    expect(sixWeeks?.explanation).toBe(
      '42 days (6 weeks) after publication on 8 March 2016 is 19 April 2016. It was moved to 10 May 2016: agreed with the force. It is now due on 10 May 2016. The original date is kept.',
    );
  });

  it('of the revisit also moves the update before it, unless that update has its own revised date', () => {
    const revisit = aRevision({ milestone: 'revisit', revisedDueOn: '2016-10-20', recordedOn: '2016-06-01' });
    const own = aRevision({
      milestone: 'pre-revisit-update',
      revisedDueOn: '2016-08-31',
      recordedOn: '2016-06-02',
    });
    const [along, alone] = [aFollowUp({ revisions: [revisit] }), aFollowUp({ revisions: [revisit, own] })];
    expect(essex({ revisions: along.revisions })['pre-revisit-update']?.dueOn.toString()).toBe('2016-09-22');
    expect(essex({ revisions: alone.revisions })['pre-revisit-update']?.dueOn.toString()).toBe('2016-08-31');
    expect(essex({ revisions: alone.revisions })['revisit']?.dueOn.toString()).toBe('2016-10-20');
  });
});

describe('a stopped clock', () => {
  const suspensions = [{ from: day('2016-04-01'), to: day('2016-04-11'), reason: 'inspections suspended' }];

  it('moves every date that is still to come by the days it was stopped', () => {
    const moved = essex({ suspensions });
    expect(moved['six-week-response']?.dueOn.toString()).toBe('2016-04-29');
    expect(moved['revisit']?.dueOn.toString()).toBe('2016-09-18');
    expect(moved['revisit']?.originalDueOn.toString()).toBe('2016-09-08');
    expect(moved['revisit']?.lastWorkingDay.toString()).toBe('2016-09-16');
    expect(moved['revisit']?.stoppedOn?.toString()).toBe('2016-04-01');
    expect(moved['revisit']?.explanation).toContain(
      'Its clock was stopped for 10 days, from 1 April 2016 to 10 April 2016: inspections suspended.',
    );
  });

  it('does not move a statutory date or a date that has passed', () => {
    const lancashire = buildMilestones(day('2018-03-08'), {
      programme: ncpi,
      calendar,
      moves: {
        revisions: [],
        suspensions: [{ from: day('2018-04-25'), to: day('2018-05-25'), reason: 'suspended' }],
      },
    });
    const dates = Object.fromEntries(lancashire.map(({ id, dueOn }) => [id, dueOn.toString()]));
    expect(dates['local-policing-body-comments']).toBe('2018-05-02');
    expect(dates['six-week-response']).toBe('2018-04-19');
    expect(dates['three-month-update']).toBe('2018-07-08');
  });

  it('leaves a milestone without a date while nobody knows when it runs again', () => {
    const { revisit, 'six-week-response': sixWeeks } = essex({
      suspensions: [{ from: day('2016-05-01'), reason: 'inspections suspended' }],
    });
    expect(revisit?.suspended).toBe(true);
    expect(revisit?.explanation).toContain('It has no date until the clock runs again');
    expect(sixWeeks?.suspended).toBe(false);
  });

  it('moves a date that was set before the stop, but not one that was set during it', () => {
    const set = (recordedOn: string) =>
      aFollowUp({
        revisions: [aRevision({ milestone: 'revisit', revisedDueOn: '2016-10-03', recordedOn })],
      }).revisions;
    const during = essex({ revisions: set('2016-04-01'), suspensions })['revisit'];
    expect(during?.dueOn.toString()).toBe('2016-10-03');
    expect(during?.suspensions).toEqual([]);
    expect(essex({ revisions: set('2016-03-31'), suspensions })['revisit']?.dueOn.toString()).toBe(
      '2016-10-13',
    );
  });
});

describe('the explanation of a date', () => {
  it.each([
    ['six-week-response', '42 days (6 weeks) after publication on 8 March 2018 is 19 April 2018.'],
    ['local-policing-body-comments', '56 days beginning with publication on 8 March 2018 end on 2 May 2018.'],
    ['three-month-update', '3 months after publication on 8 March 2018 is 8 June 2018.'],
    [
      'pre-revisit-update',
      'The revisit is due 6 months after publication on 8 March 2018. 28 days before that is 11 August 2018. 11 August 2018 is a Saturday, so people see Friday 10 August 2018, the last working day on or before it.',
    ],
    [
      'revisit',
      '6 months after publication on 8 March 2018 is 8 September 2018. 8 September 2018 is a Saturday, so people see Friday 7 September 2018, the last working day on or before it.',
    ],
  ])('says in plain English how the date of the %s is worked out', (id, expected) => {
    const milestones = buildMilestones(day('2018-03-08'), { programme: ncpi, calendar });
    expect(milestones.find((milestone) => milestone.id === id)?.explanation).toBe(expected);
  });

  it('says that the last day counts if the month has no such day', () => {
    const revisit = buildMilestones(day('2015-08-31'), { programme: ncpi, calendar }).at(-1);
    expect(revisit?.explanation).toBe(
      '6 months after publication on 31 August 2015 is 29 February 2016. February 2016 has no day 31, so its last day counts.',
    );
  });
});

describe('a follow-up', () => {
  it('adds its own pauses to the suspensions that apply to all follow-ups', () => {
    const followUp = aFollowUp({
      pauses: [{ from: '2016-04-04', to: '2016-04-08', reason: 'a major incident' }],
    });
    const milestones = milestonesOf(
      { followUp, rounds: [] },
      {
        programme: ncpi,
        calendar,
        suspensions: [{ from: day('2016-05-01'), to: day('2016-05-03'), reason: 'inspections suspended' }],
      },
    );
    expect(milestones.at(-1)?.dueOn.toString()).toBe('2016-09-14');
  });

  it('starts on its publication day, which a stopped clock does not move', () => {
    const publication = buildPublicationMilestone(day('2016-03-08'), {
      programme: ncpi,
      calendar,
      moves: { revisions: [], suspensions: [{ from: day('2016-03-01'), reason: 'inspections suspended' }] },
    });
    expect(publication?.dueOn.toString()).toBe('2016-03-08');
    expect(publication?.suspended).toBe(false);
    expect(publication?.explanation).toBe('Published on 8 March 2016.');
  });

  it('dates a revision by the day in London, even late in the evening', () => {
    const { 'six-week-response': sixWeeks } = essex({
      revisions: [
        {
          milestone: 'six-week-response',
          revisedDueOn: day('2016-05-03'),
          reason: 'agreed',
          recordedAt: at('2016-04-11T23:30'),
          recordedBy: 'p-nair',
        },
      ],
    });
    expect(sixWeeks?.movedOn?.toString()).toBe('2016-04-11');
  });
});
