import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import {
  listCalendarEntries,
  type CalendarEntry,
} from '../../../shared/domain/desk/list-calendar-entries.ts';
import { milestonesOf } from '../../../shared/domain/clocks/milestones.ts';
import { ncpi } from '../../builders/ncpi.ts';
import { workOutStanding } from '../../../shared/domain/visits/revisit-standing.ts';
import { aFollowUp, aNotice, aRecord, day, iso, type GivenFollowUp } from '../../builders/follow-up.ts';

function entriesOf(
  given: GivenFollowUp,
  { settingsChanges = 0, announced = [] }: { settingsChanges?: number; announced?: string[] } = {},
): CalendarEntry[] {
  const followUp = aFollowUp(given);
  const milestones = milestonesOf(
    { followUp, rounds: [] },
    {
      programme: ncpi,
      calendar: builtInCalendar,
      suspensions: [],
    },
  );
  const revisit = milestones.find(({ id }) => id === 'revisit');
  if (revisit === undefined) throw new Error('The programme has no revisit.');
  const notices = announced.map((rung) =>
    aNotice({ rungId: 'announced', key: { milestone: 'revisit', dueOn: '2016-09-08', rung } }),
  );
  const standing = workOutStanding(followUp, { revisit, today: day('2016-08-01') });
  return listCalendarEntries(
    {
      record: aRecord({ followUp, notices }),
      programme: ncpi,
      bodyName: 'Essex',
      milestones,
      revisit,
      standing,
    },
    { settingsChanges },
  );
}

const booked = { firstOn: '2016-09-05', lastOn: '2016-09-08' };

describe('the entries of a calendar feed', () => {
  it('are the rounds and the revisit, with ids that name the follow-up', () => {
    expect(entriesOf({}).map(({ id, on }) => [id, on.toString()])).toEqual([
      ['essex-ncpi-2016-03-08-six-week-response', '2016-04-19'],
      ['essex-ncpi-2016-03-08-three-month-update', '2016-06-08'],
      ['essex-ncpi-2016-03-08-pre-revisit-update', '2016-08-11'],
      ['essex-ncpi-2016-03-08-revisit', '2016-09-08'],
    ]);
  });

  it('get a higher sequence number after a new bank holiday or suspension, although the follow-up is unchanged (F20)', () => {
    expect(entriesOf({ version: 3 }, { settingsChanges: 2 })[0]?.sequence).toBe(5);
  });

  it('include a visit only once it is announced', () => {
    const visit = { id: 'visit-1', booked, moves: [] };
    expect(entriesOf({ visits: [visit] }).map(({ summary }) => summary)).not.toContain('Essex 2016: revisit');
    const shown = entriesOf({ visits: [{ ...visit, announcedAt: iso('2016-08-01') }] });
    expect(shown.at(-1)).toMatchObject({ summary: 'Essex 2016: revisit', cancelled: false });
  });

  it('cancel the announced days of a visit that moved to days that are still confidential', () => {
    const moves = [{ from: '2016-08-29', reason: 'ill', recordedAt: iso('2016-08-01') }];
    const visits = [{ id: 'visit-1', booked, moves }];
    const entries = entriesOf({ visits }, { announced: ['announced-2016-08-29-to-2016-08-31'] });
    expect(entries.at(-1)).toMatchObject({ id: 'essex-ncpi-2016-03-08-visit-1', cancelled: true });
    expect(entries.at(-1)?.on.toString()).toBe('2016-08-29');
    expect(entriesOf({ visits }).map(({ cancelled }) => cancelled)).not.toContain(true);
  });

  it('are all cancelled once the follow-up is withdrawn', () => {
    const entries = entriesOf({ state: 'withdrawn', withdrawal: { on: '2016-05-01', reason: 'merged' } });
    expect(entries.map(({ cancelled }) => cancelled)).toEqual([true, true, true, true]);
  });
});
