import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import { simulate } from '../../../../shared/domain/planning/simulate.ts';
import { aContext, aFollowUp, aNotice, aRecord, at, day, iso } from '../../../builders/follow-up.ts';
import { linesTo } from '../../walk.ts';

function at22March(time: string) {
  return decideNotices(aRecord(), aContext({ now: at(`2016-03-22T${time}`) }));
}

describe('the sending hours', () => {
  it.each([
    ['10:00', true],
    ['16:59', true],
    ['17:00', false],
    ['23:59', false],
  ])('include %s on a working day: %s', (time, expected) => {
    expect(at22March(time).owed.length > 0).toBe(expected);
  });

  it('begin at 10am, and a look before then comes back at 10am', () => {
    const early = at22March('09:59');
    expect(early.owed).toEqual([]);
    expect(early.held.filter(({ rungId }) => rungId === 'request')).toEqual([]);
    expect(early.nextAttentionAt?.equals(at('2016-03-22'))).toBe(true);
  });

  it('end at 5pm, and a later email waits for the next sending day', () => {
    const late = decideNotices(aRecord(), aContext({ now: at('2016-03-24T17:00') }));
    expect(late.owed).toEqual([]);
    expect(late.held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'outside sending hours',
      until: day('2016-03-29'),
    });
    expect(late.nextAttentionAt?.equals(at('2016-03-29'))).toBe(true);
  });

  it.each(['2016-03-25T11:00', '2016-03-26T11:00', '2016-03-28T11:00'])(
    'do not include the weekend or bank holiday time %s',
    (when) => {
      expect(decideNotices(aRecord(), aContext({ now: at(when) })).owed).toEqual([]);
    },
  );

  it('make an email that is owed before 10am wait for 10am of that day', () => {
    const record = aRecord({ notices: [], followUp: aFollowUp() });
    const decision = decideNotices(record, aContext({ now: at('2016-03-23T07:00') }));
    expect(decision.held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'outside sending hours',
      until: day('2016-03-23'),
    });
    expect(decision.nextAttentionAt?.equals(at('2016-03-23'))).toBe(true);
  });

  it('do not include 24 December to 1 January, even for a late email', () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2015-12-01' }) });
    for (const when of ['2015-12-24T11:00', '2015-12-29T11:00', '2015-12-31T11:00', '2016-01-01T11:00']) {
      const decision = decideNotices(record, aContext({ now: at(when) }));
      expect(decision.owed).toEqual([]);
      expect(decision.nextAttentionAt?.equals(at('2016-01-04'))).toBe(true);
    }
  });

  it('begin at 10am London time before and after the clocks change (F11)', () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2016-10-05' }) });
    const emails = [
      ...simulate(record, { context: aContext(), from: at('2016-10-05'), to: at('2016-12-23') }),
    ];
    expect(emails.find(({ notices }) => notices[0]?.rungId === 'request')?.at.toString()).toBe(
      '2016-10-19T09:00:00Z',
    );
    expect(emails.find(({ notices }) => notices[0]?.rungId === 'nudge')?.at.toString()).toBe(
      '2016-11-09T10:00:00Z',
    );
  });

  it('skip Christmas, so that an email waits for 4 January', () => {
    const record = aRecord({ followUp: aFollowUp({ publishedOn: '2015-12-10' }) });
    const emails = [
      ...simulate(record, { context: aContext(), from: at('2015-12-10'), to: at('2016-03-10') }),
    ];
    expect(linesTo('lead', emails).slice(0, 4)).toEqual([
      '2015-12-11 10:00 publication dates',
      '2016-01-04 10:00 six-week-response request by 2016-01-21',
      '2016-01-14 10:00 six-week-response nudge by 2016-01-21',
      '2016-01-26 10:00 six-week-response can-we-help by 2016-01-21',
    ]);
  });
});

describe('the time of the next look at a follow-up', () => {
  it('is half an hour later while an email is on its way out', () => {
    expect(at22March('10:00').nextAttentionAt?.equals(at('2016-03-22T10:30'))).toBe(true);
  });

  it('is the end of a claim, or otherwise 10am on the day of the next rung', () => {
    const copy = aNotice({ rungId: 'request', key: { rung: 'request-copy-lead', contactId: 'liaison' } });
    const notices = [aNotice({ facts: { claimed: iso('2016-03-22') } }), copy];
    const decision = decideNotices(aRecord({ notices }), aContext({ now: at('2016-03-22T10:01') }));
    expect(decision.nextAttentionAt?.equals(at('2016-03-22T10:32'))).toBe(true);
    const settled = decideNotices(
      aRecord({ notices: [aNotice(), copy] }),
      aContext({ now: at('2016-03-22T10:01') }),
    );
    expect(settled.nextAttentionAt?.equals(at('2016-04-12'))).toBe(true);
  });

  it('is empty if no email will ever be owed again', () => {
    const record = aRecord({ followUp: aFollowUp({ releasedAt: '2017-01-10T09:00:00Z' }) });
    expect(decideNotices(record, aContext({ now: at('2017-01-10') })).nextAttentionAt).toBeUndefined();
  });

  it.each([
    ['begins', { from: day('2016-03-12'), to: day('2016-06-01') }],
    ['ends', { from: day('2016-03-01'), to: day('2016-03-12') }],
  ])('is the start of the day on which a planned suspension or pause %s', (_what, dates) => {
    const stretch = { ...dates, reason: 'inspections suspended' };
    const context = aContext({ now: at('2016-03-09T12:00'), contacts: [], owner: undefined });
    const suspended = decideNotices(aRecord(), { ...context, suspensions: [stretch] });
    const paused = decideNotices(aRecord({ followUp: { ...aFollowUp(), pauses: [stretch] } }), context);
    expect(suspended.nextAttentionAt?.toString()).toBe('2016-03-12T00:00:00Z');
    expect(paused.nextAttentionAt?.toString()).toBe('2016-03-12T00:00:00Z');
  });
});

describe('the claim of a sender that reports no outcome', () => {
  const claimed = aNotice({ facts: { claimed: iso('2016-03-22') } });

  it('is given up after 32 minutes, not before', () => {
    const lostAt = (time: string) => at22Claims(time).map(({ key }) => key.rung);
    expect(lostAt('10:31')).toEqual([]);
    expect(lostAt('10:32')).toEqual(['request']);
  });

  it('is also given up if the follow-up was withdrawn meanwhile', () => {
    const record = aRecord({ notices: [claimed], followUp: aFollowUp({ state: 'withdrawn' }) });
    const before = decideNotices(record, aContext({ now: at('2016-03-22T10:01') }));
    expect(before.lost).toEqual([]);
    expect(before.nextAttentionAt?.equals(at('2016-03-22T10:32'))).toBe(true);
    expect(decideNotices(record, aContext({ now: at('2016-03-22T10:32') })).lost).toEqual([claimed]);
  });

  it.each(['accepted', 'delivered', 'failed', 'unknown'] as const)(
    'is settled once the outcome is %s',
    (fact) => {
      const notice = aNotice({ facts: { claimed: iso('2016-03-22'), [fact]: iso('2016-03-22T10:01') } });
      expect(
        decideNotices(aRecord({ notices: [notice] }), aContext({ now: at('2016-03-22T12:00') })).lost,
      ).toEqual([]);
    },
  );

  function at22Claims(time: string) {
    return decideNotices(aRecord({ notices: [claimed] }), aContext({ now: at(`2016-03-22T${time}`) })).lost;
  }
});
