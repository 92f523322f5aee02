import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import { findRungDay } from '../../../shared/domain/clocks/ladder.ts';
import {
  buildMilestones,
  buildPublicationMilestone,
  type DateMoves,
  type Milestone,
} from '../../../shared/domain/clocks/milestones.ts';
import type { MilestoneId } from '../../../shared/domain/programme.ts';
import type { RungId } from '../../../shared/domain/rungs.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { aFollowUp, aRevision, day } from '../../builders/follow-up.ts';

const calendar = builtInCalendar;

function milestoneOf(
  id: MilestoneId,
  { publishedOn = '2016-03-08', moves }: { publishedOn?: string; moves?: DateMoves } = {},
) {
  const milestones = buildMilestones(day(publishedOn), {
    programme: ncpi,
    calendar,
    ...(moves === undefined ? {} : { moves }),
  });
  const milestone = milestones.find((candidate) => candidate.id === id);
  if (milestone === undefined) throw new Error(`There is no ${id}.`);
  return milestone;
}

function rungOn(milestone: Milestone, rungId: RungId, by?: string): string {
  const rung = milestone.rule.rungs.find(({ id }) => id === rungId);
  if (rung === undefined) throw new Error(`There is no ${rungId}.`);
  return findRungDay(rung.at, {
    milestone,
    calendar,
    ...(by === undefined ? {} : { by: day(by) }),
  }).toString();
}

describe('the timetable of emails and tasks for the Essex report of 8 March 2016', () => {
  it.each([
    ['six-week-response', 'request', '2016-03-22'],
    ['six-week-response', 'nudge', '2016-04-12'],
    ['six-week-response', 'can-we-help', '2016-04-22'],
    ['six-week-response', 'still-needed', '2016-04-29'],
    ['six-week-response', 'ring', '2016-05-04'],
    ['three-month-update', 'request', '2016-05-18'],
    ['three-month-update', 'nudge', '2016-06-01'],
    ['three-month-update', 'can-we-help', '2016-06-13'],
    ['three-month-update', 'still-needed', '2016-06-20'],
    ['pre-revisit-update', 'request', '2016-07-14'],
    ['pre-revisit-update', 'nudge', '2016-08-04'],
    ['choose-follow-up', 'decide', '2016-04-18'],
    ['revisit', 'book', '2016-06-16'],
    ['revisit', 'unbooked', '2016-07-14'],
    ['revisit', 'chief-inspectors-list', '2016-08-11'],
    ['revisit', 'needs-a-reason', '2016-09-09'],
  ] as const)('puts, for the milestone "%s", the step "%s" on %s', (milestone, rung, expected) => {
    expect(rungOn(milestoneOf(milestone), rung)).toBe(expected);
  });

  it('begins with the email about the dates on the next working day, 9 March', () => {
    const milestone = buildPublicationMilestone(day('2016-03-08'), { programme: ncpi, calendar });
    expect(milestone === undefined ? '' : rungOn(milestone, 'dates')).toBe('2016-03-09');
  });
});

describe('a rung that does not fall on a sending day', () => {
  it.each([
    [
      'from Easter Monday on to Tuesday if it counts from publication',
      '2016-03-14',
      'six-week-response',
      'request',
      '2016-03-29',
    ],
    [
      'from Sunday back to Friday if it comes before a deadline',
      '2018-03-24',
      'three-month-update',
      'request',
      '2018-06-01',
    ],
    [
      'from Christmas Eve on to January if it counts from publication',
      '2015-12-10',
      'six-week-response',
      'request',
      '2016-01-04',
    ],
    [
      'from 28 back to 23 December if it comes before a deadline',
      '2015-10-18',
      'three-month-update',
      'request',
      '2015-12-23',
    ],
    [
      'from 29 back to 23 December if it comes before a deadline',
      '2015-11-25',
      'six-week-response',
      'nudge',
      '2015-12-23',
    ],
    [
      'from 24 December on to January if it comes after a deadline',
      '2015-11-10',
      'six-week-response',
      'can-we-help',
      '2016-01-04',
    ],
  ] as const)(
    'moves %s (report of %s, %s, rung "%s", to %s)',
    (_why, publishedOn, milestone, rung, expected) => {
      expect(rungOn(milestoneOf(milestone, { publishedOn }), rung)).toBe(expected);
    },
  );
});

describe('a rung of a milestone that moved', () => {
  it('moves with it, even if it counts from publication or from the revisit', () => {
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-03', recordedOn: '2016-03-15' }),
        aRevision({ milestone: 'revisit', revisedDueOn: '2016-10-06', recordedOn: '2016-03-15' }),
      ],
    });
    const moves = { revisions, suspensions: [] };
    expect(rungOn(milestoneOf('six-week-response', { moves }), 'request')).toBe('2016-04-05');
    expect(rungOn(milestoneOf('pre-revisit-update', { moves }), 'request')).toBe('2016-08-11');
    expect(rungOn(milestoneOf('three-month-update', { moves }), 'request')).toBe('2016-05-18');
  });

  it('waits while the clock is stopped after the due date', () => {
    const suspensions = [{ from: day('2016-04-21'), to: day('2016-05-05'), reason: 'inspections suspended' }];
    const sixWeeks = milestoneOf('six-week-response', { moves: { revisions: [], suspensions } });
    expect(sixWeeks.dueOn.toString()).toBe('2016-04-19');
    expect(rungOn(sixWeeks, 'nudge')).toBe('2016-04-12');
    expect(rungOn(sixWeeks, 'can-we-help')).toBe('2016-05-06');
    expect(rungOn(sixWeeks, 'still-needed')).toBe('2016-05-13');
  });

  it('counts from the later answer date if the request went out late', () => {
    const sixWeeks = milestoneOf('six-week-response');
    expect(rungOn(sixWeeks, 'nudge', '2016-05-10')).toBe('2016-05-03');
    expect(rungOn(sixWeeks, 'can-we-help', '2016-05-10')).toBe('2016-05-13');
    expect(rungOn(sixWeeks, 'can-we-help', '2016-04-01')).toBe('2016-04-22');
  });
});
