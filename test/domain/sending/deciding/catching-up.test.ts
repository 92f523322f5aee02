import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, builtInCalendar } from '../../../../shared/domain/clocks/calendar.ts';
import { addDays, isBefore, LONDON, londonDate, londonInstant } from '../../../../shared/domain/dates.ts';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import { simulate, type SimulatedEmail } from '../../../../shared/domain/planning/simulate.ts';
import {
  aContext,
  aFollowUp,
  aNotice,
  aRecord,
  aReturn,
  aRound,
  at,
  day,
  iso,
} from '../../../builders/follow-up.ts';
import { anyDate } from '../../any-date.ts';
import { aWorld, inLines, linesTo, walk } from '../../walk.ts';

/** Walks with an outage. Nothing runs between `from` and `to`. */
function outage({ from, to, until }: { from: string; to: string; until: string }) {
  const before = walk(aWorld(), { from: at('2016-03-08'), to: at(from) });
  const after = walk(before.world, { from: at(to), to: at(until) });
  return { ...after, lines: inLines(after.emails) };
}

describe('a sweep that did not run on the exact day (F1)', () => {
  it.each([
    [1, '2016-04-13', 'nudge'],
    [3, '2016-04-15', 'nudge'],
    [40, '2016-05-23', 'request'],
  ])('sends only the right rung when it runs again after %i days, on %s: %s', (_days, to, rung) => {
    const { emails } = outage({ from: '2016-04-12', to, until: '2016-05-24' });
    const first = emails.filter((email) => email.at.equals(at(to)));
    expect(first.map(({ notices }) => notices.map(({ rungId }) => rungId))).toEqual([[rung], [rung]]);
  });

  it('continues with the current round after 40 days, and records what it left out', () => {
    const { world } = outage({ from: '2016-04-12', to: '2016-05-23', until: '2016-05-24' });
    const skipped = world.record.notices.filter(({ facts }) => facts.skipped !== undefined);
    expect(skipped.map(({ key, reason }) => `${key.milestone} ${key.rung}: ${reason ?? ''}`)).toEqual([
      'six-week-response nudge: absorbed by a later round',
      'six-week-response can-we-help: absorbed by a later round',
      'six-week-response still-needed: absorbed by a later round',
    ]);
  });

  it.each(['2016-03-10', '2016-03-12', '2016-03-21'])(
    'sends the email about the dates on %s if it did not leave before',
    (to) => {
      const lines = linesTo('lead', walk(aWorld(), { from: at(to), to: at('2016-03-22') }).emails);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('publication dates');
    },
  );

  it('never sends a rung twice, however long it did not run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 1, max: 60 }), (start, length) => {
        const from = londonInstant(addDays(day('2016-03-08'), start), { hour: 10, minute: 0 });
        const before = walk(aWorld(), { from: at('2016-03-08'), to: from });
        const back = from.add({ hours: 24 * length });
        const { emails } = walk(before.world, { from: back, to: at('2017-03-01') });
        const all = [...before.emails, ...emails].flatMap(({ notices }) =>
          notices.map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`),
        );
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('an outage (F2)', () => {
  it('ends with only the latest rung for each person, and records the earlier ones as skipped', () => {
    const { lines, world } = outage({ from: '2016-04-12', to: '2016-05-03', until: '2016-05-04' });
    expect(lines).toEqual([
      '2016-05-03 10:00 lead: six-week-response still-needed by 2016-04-19',
      '2016-05-03 10:00 deputy: six-week-response still-needed (copy) by 2016-04-19',
      '2016-05-03 10:00 sign-off: six-week-response still-needed (copy) by 2016-04-19',
      '2016-05-03 10:00 liaison: six-week-response still-needed (copy) by 2016-04-19',
    ]);
    const skipped = world.record.notices.filter(({ facts }) => facts.skipped !== undefined);
    expect(skipped.map(({ key, reason }) => `${key.rung} ${key.contactId}: ${reason ?? ''}`)).toEqual([
      'nudge lead: superseded by a later rung',
      'can-we-help lead: superseded by a later rung',
    ]);
  });

  it('ends with the request, never with a chaser, if it began on the day of the request', () => {
    const { lines } = outage({ from: '2016-03-22', to: '2016-04-25', until: '2016-05-18' });
    expect(lines.filter((line) => line.includes(' lead:'))).toEqual([
      '2016-04-25 10:00 lead: six-week-response request by 2016-05-10',
      '2016-05-03 10:00 lead: six-week-response nudge by 2016-05-10',
      '2016-05-13 10:00 lead: six-week-response can-we-help by 2016-05-10',
    ]);
  });

  it('skips the nudge and records it if the due date has passed', () => {
    const { lines, world } = outage({ from: '2016-04-12', to: '2016-04-20', until: '2016-04-22' });
    expect(lines).toEqual([]);
    expect(world.record.notices.find(({ key }) => key.rung === 'nudge')?.reason).toBe(
      'its date had passed before it could be sent',
    );
  });

  it('records what it skipped only once for a person', () => {
    const { world } = outage({ from: '2016-04-12', to: '2016-05-03', until: '2016-05-04' });
    const decision = decideNotices(world.record, { ...world.context, now: at('2016-05-03T12:00') });
    expect(decision.skipped).toEqual([]);
  });

  it('never ends with two emails to one person in a day or with a chaser that is too early, whatever its length', () => {
    const moment = fc.record({
      publishedOn: anyDate,
      start: fc.integer({ min: 0, max: 260 }),
      length: fc.integer({ min: 1, max: 90 }),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    fc.assert(
      fc.property(moment, ({ publishedOn, start, length, hour }) => {
        const record = aRecord({ followUp: aFollowUp({ publishedOn: publishedOn.toString() }) });
        const from = londonInstant(publishedOn, { hour: 9, minute: 0 });
        const stops = from.add({ hours: 24 * start });
        const back = londonInstant(addDays(publishedOn, start + length), { hour, minute: 0 });
        const to = from.add({ hours: 24 * 300 });
        const before = walk(aWorld({ record }), { from, to: stops });
        const after = walk(before.world, { from: back, to });
        const emails = [...before.emails, ...after.emails];
        expectOneEmailADay(emails);
        expectChasersOfWhatWasAsked(emails);
      }),
      { numRuns: 60 },
    );
  });
});

function expectOneEmailADay(emails: readonly SimulatedEmail[]): void {
  const days = emails.map(({ at: left, recipient }) => {
    const person = recipient.kind === 'contact' ? recipient.contact.email : recipient.staff.email;
    return `${left.toZonedDateTimeISO(LONDON).toPlainDate().toString()} ${person}`;
  });
  expect(new Set(days).size).toBe(days.length);
}

const acceptedDaysBefore: ReadonlyMap<string, number> = new Map([
  ['nudge', 5],
  ['can-we-help', 10],
  ['still-needed', 10],
]);

function expectChasersOfWhatWasAsked(emails: readonly SimulatedEmail[]): void {
  const calendar = builtInCalendar;
  for (const { at: left, notices } of emails) {
    for (const { key, rungId, copy } of notices) {
      const days = acceptedDaysBefore.get(rungId);
      if (days === undefined || copy) continue;
      const request = emails.find(({ notices: sent }) =>
        sent.some(
          (notice) =>
            notice.key.rung === 'request' &&
            notice.key.milestone === key.milestone &&
            notice.key.contactId === key.contactId,
        ),
      );
      if (request === undefined) throw new Error(`The email ${rungId} left without a request before it.`);
      const earliest = addWorkingDays(londonDate(request.at), { days, calendar });
      expect(isBefore(londonDate(left), earliest)).toBe(false);
    }
  }
}

describe('a report that is imported late', () => {
  const released = (on: string, more: object = {}) =>
    aRecord({ followUp: aFollowUp({ releasedAt: iso(`${on}T09:00`), ...more }) });
  const lines = (record: ReturnType<typeof aRecord>, from: string, to: string) =>
    linesTo('lead', [...simulate(record, { context: aContext(), from: at(from), to: at(to) })]);

  it('gives at least ten working days to answer if its round has already opened', () => {
    expect(lines(released('2016-04-11'), '2016-04-11', '2016-04-12')).toEqual([
      '2016-04-11 10:00 six-week-response request by 2016-04-25',
    ]);
    expect(lines(released('2016-03-29'), '2016-03-29', '2016-03-30')).toEqual([
      '2016-03-29 10:00 six-week-response request by 2016-04-19',
    ]);
  });

  it('keeps the normal due date if it comes on the day its round opens', () => {
    expect(lines(released('2016-03-22'), '2016-03-22', '2016-03-23')).toEqual([
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
    ]);
  });

  it('skips a round whose due date has passed, and tells the lead the dates to come', () => {
    const { emails, world } = walk(aWorld({ record: released('2016-04-25') }), {
      from: at('2016-04-25'),
      to: at('2016-05-19'),
    });
    expect(linesTo('lead', emails)).toEqual([
      '2016-04-25 10:00 publication dates',
      '2016-05-18 10:00 three-month-update request by 2016-06-08',
    ]);
    const skipped = world.record.notices.filter(
      ({ reason }) => reason === 'past when the follow-up was released',
    );
    expect(skipped.map(({ key }) => `${key.milestone} ${key.rung}`)).toEqual([
      'six-week-response request',
      'six-week-response nudge',
      'six-week-response can-we-help',
      'six-week-response still-needed',
    ]);
  });

  it('still asks about a round that is due today, on the next working day', () => {
    expect(lines(released('2016-04-19'), '2016-04-19', '2016-04-21')).toEqual([
      '2016-04-20 10:00 six-week-response request by 2016-05-05',
    ]);
  });

  it('asks for the newest past round if an admin chose to catch up', () => {
    expect(lines(released('2016-06-14', { catchesUp: true }), '2016-06-14', '2016-07-14')).toEqual([
      '2016-06-14 10:00 three-month-update request by 2016-06-28',
      '2016-06-21 10:00 three-month-update nudge by 2016-06-28',
      '2016-07-01 10:00 three-month-update can-we-help by 2016-06-28',
      '2016-07-08 10:00 three-month-update still-needed by 2016-06-28',
    ]);
  });

  it('sends nothing and records why if every date has passed (F13)', () => {
    const { emails, world } = walk(aWorld({ record: released('2017-03-01') }), {
      from: at('2017-03-01'),
      to: at('2017-09-01'),
    });
    expect(emails).toEqual([]);
    expect(new Set(world.record.notices.map(({ reason }) => reason))).toEqual(
      new Set(['past when the follow-up was released']),
    );
    expect(world.record.notices).toHaveLength(13);
  });

  it('is not looked at again once every date has passed', () => {
    const { world } = walk(aWorld({ record: released('2017-03-01') }), {
      from: at('2017-03-01'),
      to: at('2017-03-02'),
    });
    const decision = decideNotices(world.record, { ...world.context, now: at('2017-03-01T12:00') });
    expect(decision.skipped).toEqual([]);
    expect(decision.nextAttentionAt).toBeUndefined();
  });
});

describe('an email that was already sent (F6)', () => {
  const rungs = ['request', 'nudge', 'can-we-help', 'still-needed'] as const;
  const dayOf = {
    request: '2016-03-22',
    nudge: '2016-04-12',
    'can-we-help': '2016-04-22',
    'still-needed': '2016-04-29',
  };
  const pairs = rungs.flatMap((sent, index) => rungs.slice(index + 1).map((next) => [sent, next] as const));

  it.each(pairs)('of the rung "%s" does not stop the later rung "%s"', (sent, next) => {
    const notices = [...new Set(['request', sent] as const)].map((rung) =>
      aNotice({
        rungId: rung,
        facts: { claimed: iso(dayOf[rung]), accepted: iso(dayOf[rung]), delivered: iso(dayOf[rung]) },
      }),
    );
    const decision = decideNotices(aRecord({ notices }), aContext({ now: at(dayOf[next]) }));
    expect(decision.owed.filter(({ copy }) => !copy).map(({ key }) => key.rung)).toEqual([next]);
  });

  it.each([
    ['three-month-update', '2016-05-18'],
    ['pre-revisit-update', '2016-07-14'],
  ])('of an earlier round does not stop the request of the %s', (milestone, when) => {
    const sent = rungs.map((rungId) => aNotice({ rungId }));
    const decision = decideNotices(aRecord({ notices: sent }), aContext({ now: at(when) }));
    expect(
      decision.owed.filter(({ copy }) => !copy).map(({ key }) => `${key.milestone} ${key.rung}`),
    ).toEqual([`${milestone} request`]);
  });

  it('with the receipt of one return does not stop the receipt of the next', () => {
    const returns = [1, 2].map((version) => aReturn({ version, receivedAt: iso('2016-04-18T16:12') }));
    const first = aNotice({ rungId: 'receipt', key: { rung: 'receipt-1' } });
    const record = aRecord({ notices: [first], rounds: [aRound({ returns })] });
    const decision = decideNotices(record, aContext({ now: at('2016-04-18T17:30') }));
    expect(decision.owed.map(({ key }) => key.rung)).toEqual(['receipt-2']);
  });
});
