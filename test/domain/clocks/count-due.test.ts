import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  builtInCalendar,
  isWorkingDay,
  workingDaysBetween,
} from '../../../shared/domain/clocks/calendar.ts';
import { countSpan } from '../../../shared/domain/clocks/count-due.ts';
import {
  buildMilestonesOn,
  listWaitingMilestones,
  milestonesOf,
} from '../../../shared/domain/clocks/milestones.ts';
import { addDays, correspondingDate, daysBetween, type PlainDate } from '../../../shared/domain/dates.ts';
import type { DueRule, MilestoneRule, Programme } from '../../../shared/domain/programme.ts';
import { aFollowUp, aReturn, aRound, day } from '../../builders/follow-up.ts';
import { ncpi } from '../../builders/ncpi.ts';

const calendar = builtInCalendar;
/** Every day from 2014 to 2030, the years whose bank holidays are known. */
const anyDay = fc.integer({ min: 0, max: 6_000 }).map((offset) => addDays(day('2014-01-01'), offset));
const few = fc.integer({ min: 1, max: 100 });

function count(from: PlainDate, due: DueRule): PlainDate {
  return countSpan(from, { due, calendar });
}

describe('A date that is counted', () => {
  it('leaves out the day of the event', () => {
    fc.assert(
      fc.property(anyDay, few, (from, days) => {
        expect(daysBetween(from, count(from, { after: 'publication', days }))).toBe(days);
      }),
    );
  });

  it('is seven times as many days after an event in weeks', () => {
    fc.assert(
      fc.property(anyDay, few, (from, weeks) => {
        const days = count(from, { after: 'publication', days: weeks * 7 });
        expect(count(from, { after: 'publication', weeks }).equals(days)).toBe(true);
      }),
    );
  });

  it('is the corresponding date in months', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 24 }), (from, months) => {
        const due = count(from, { after: 'publication', months });
        expect(due.equals(correspondingDate(from, months))).toBe(true);
        expect(due.day === from.day || due.day === due.daysInMonth).toBe(true);
      }),
    );
  });

  it('is itself the last of the working days that are counted', () => {
    fc.assert(
      fc.property(anyDay, few, (from, workingDays) => {
        const due = count(from, { after: 'publication', workingDays });
        expect(isWorkingDay(due, calendar)).toBe(true);
        expect(workingDaysBetween(from, { to: due, calendar })).toBe(workingDays);
      }),
    );
  });

  it('ends one day earlier when the period begins with the day of the event', () => {
    fc.assert(
      fc.property(anyDay, few, (from, days) => {
        const after = count(from, { after: 'publication', days });
        expect(count(from, { beginningWith: 'publication', days }).equals(addDays(after, -1))).toBe(true);
      }),
    );
  });

  it('counts the day of the event as the first working day only if it is one', () => {
    fc.assert(
      fc.property(anyDay, few, (from, workingDays) => {
        const due = count(from, { beginningWith: 'publication', workingDays });
        const before = addDays(from, -1);
        expect(workingDaysBetween(before, { to: due, calendar })).toBe(workingDays);
      }),
    );
  });

  it('counts back as far as it counts on, in days and in working days', () => {
    fc.assert(
      fc.property(anyDay, few, (from, number) => {
        expect(daysBetween(count(from, { before: 'revisit', days: number }), from)).toBe(number);
        const back = count(from, { before: 'revisit', workingDays: number });
        expect(back.equals(addWorkingDays(from, { days: -number, calendar }))).toBe(true);
      }),
    );
  });
});

/** Returns the programme with one more milestone, a step of the inspectorate. */
function withStep(due: DueRule, given: Partial<Programme> & { noEarlierThan?: DueRule } = {}): Programme {
  const { noEarlierThan, ...rest } = given;
  const step = { ...stepOf(due), ...(noEarlierThan === undefined ? {} : { noEarlierThan }) };
  return { ...ncpi, ...rest, milestones: [...ncpi.milestones, step] };
}

function stepOf(due: DueRule): MilestoneRule {
  return {
    kind: 'step',
    id: 'letter',
    name: 'letter',
    heading: 'Letter',
    column: 'letter',
    due,
    ground: 'A test',
    policy: true,
    rungs: [],
  };
}

const receipt = { id: 'receipt', name: 'the force received the letter' };
const held = { precision: 'day', firstOn: '2016-09-05', lastOn: '2016-09-08' } as const;

describe('A clock whose start is not known yet', () => {
  it.each<[string, DueRule, Partial<Programme>, object, object[], string]>([
    [
      'the day that somebody records',
      { after: 'receipt', days: 10 },
      { recordedDays: [receipt] },
      { recordedDays: { receipt: '2016-03-14' } },
      [],
      '2016-03-24: 10 days after the day when the force received the letter, 14 March 2016 is 24 March 2016.',
    ],
    [
      'the visit',
      { after: 'revisit', when: 'held', weeks: 2 },
      {},
      { visits: [{ id: 'visit-1', moves: [], held }] },
      [],
      '2016-09-22: 2 weeks after the last day of the revisit on 8 September 2016 is 22 September 2016.',
    ],
    [
      'an answer',
      { after: 'six-week-response', when: 'answered', workingDays: 5 },
      {},
      {},
      [{ returns: [{ receivedAt: '2016-04-18T09:00:00.000Z' }] }],
      '2016-04-25: 5 working days after the answer to the six-week response on 18 April 2016 is 25 April 2016.',
    ],
    [
      'the acceptance of an answer',
      { beginningWith: 'six-week-response', when: 'accepted', days: 7 },
      {},
      {},
      [{ acceptedAt: '2016-04-20T09:00:00.000Z' }],
      '2016-04-26: 7 days beginning with our acceptance of the six-week response on 20 April 2016 end on 26 April 2016.',
    ],
    [
      'the date that the report gives',
      { given: true },
      {},
      { recordedDays: { letter: '2016-12-31' } },
      [],
      '2016-12-31: The report gives 31 December 2016.',
    ],
  ])(
    'waits for %s, and then has a date with an explanation',
    (_what, due, given, happened, rounds, expected) => {
      const programme = withStep(due, given);
      const before = { followUp: aFollowUp(), rounds: [] };
      expect(listWaitingMilestones(before, { programme, calendar }).map(({ rule }) => rule.id)).toEqual([
        'letter',
      ]);
      const after = {
        followUp: aFollowUp(happened),
        rounds: rounds.map((round) => aRound({ id: 'six-week-response', ...withReturns(round) })),
      };
      expect(listWaitingMilestones(after, { programme, calendar })).toEqual([]);
      const letter = milestonesOf(after, { programme, calendar, suspensions: [] }).find(
        ({ id }) => id === 'letter',
      );
      expect(`${letter?.dueOn.toString() ?? ''}: ${letter?.explanation ?? ''}`).toContain(expected);
    },
  );

  it('waits for the same event as the unknown date that it counts from', () => {
    const programme = withStep({ after: 'findings', days: 7 });
    const findings: MilestoneRule = {
      ...stepOf({ given: true }),
      id: 'findings',
      name: 'findings',
      due: { after: 'revisit', when: 'held', days: 7 },
    };
    const [letter, first] = listWaitingMilestones(
      { followUp: aFollowUp(), rounds: [] },
      { programme: { ...programme, milestones: [...programme.milestones, findings] }, calendar },
    );
    expect(letter?.waitsFor).toEqual(first?.waitsFor);
  });
});

describe('A window', () => {
  it('has a first and a last day, and the explanation gives both', () => {
    const programme = withStep(
      { after: 'publication', months: 6 },
      { noEarlierThan: { after: 'publication', months: 3 } },
    );
    const letter = buildMilestonesOn(day('2016-03-08'), { programme, calendar }).find(
      ({ id }) => id === 'letter',
    );
    expect([letter?.noEarlierThan?.toString(), letter?.dueOn.toString()]).toEqual([
      '2016-06-08',
      '2016-09-08',
    ]);
    expect(letter?.explanation).toContain(
      'It can be no earlier than 8 June 2016. 3 months after publication',
    );
  });
});

function withReturns(round: object): object {
  return 'returns' in round ? { returns: [aReturn({ receivedAt: '2016-04-18T09:00:00.000Z' })] } : round;
}
