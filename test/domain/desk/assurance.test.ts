import { describe, expect, it } from 'vitest';
import { checkAssurance } from '../../../shared/domain/desk/assurance.ts';
import { acceptedAtOnce, simulate } from '../../../shared/domain/planning/simulate.ts';
import {
  aContact,
  aContext,
  aFollowUp,
  aNotice,
  aRecord,
  aReturn,
  aRound,
  at,
  essexContacts,
  iso,
} from '../../builders/follow-up.ts';
import { aWorld, walk } from '../walk.ts';

const weekBefore = (now: string) => at(now).subtract({ hours: 7 * 24 });

function gaps(now: string, record = aRecord(), contacts = essexContacts()) {
  const { gaps: found } = checkAssurance(record, {
    context: aContext({ now: at(now), contacts }),
    from: weekBefore(now),
  });
  return found.map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`);
}

describe('the check that every due email of a follow-up left', () => {
  it('shows early in the morning the emails that should have left the day before (F1, F14)', () => {
    expect(gaps('2016-03-23T09:00')).toEqual([
      'six-week-response request lead',
      'six-week-response request-copy-lead liaison',
    ]);
  });

  it('shows on Monday what should have left on Friday, and after Christmas what should have left before it', () => {
    const monday = aRecord({ followUp: aFollowUp({ publishedOn: '2016-03-10' }) });
    expect(gaps('2016-03-14T09:00', monday)).toContain('publication dates lead');
    const christmas = aRecord({ followUp: aFollowUp({ publishedOn: '2015-12-22' }) });
    expect(gaps('2016-01-02T09:00', christmas)).toContain('publication dates lead');
  });

  it.each(['2016-03-22T10:00', '2016-03-22T11:59', '2016-03-22T09:00'])(
    'gives emails due today two hours to leave, so that nothing is missing at %s',
    (now) => {
      const told = aNotice({
        rungId: 'dates',
        key: { milestone: 'publication', dueOn: '2016-03-08', rung: 'dates' },
      });
      const copied = aNotice({
        rungId: 'dates',
        key: { milestone: 'publication', dueOn: '2016-03-08', rung: 'dates-copy-lead', contactId: 'liaison' },
      });
      expect(gaps(now, aRecord({ notices: [told, copied] }))).toEqual([]);
      expect(gaps('2016-03-22T12:00', aRecord({ notices: [told, copied] }))).toHaveLength(2);
      expect(gaps('2016-03-22T23:00', aRecord({ notices: [told, copied] }))).toHaveLength(2);
    },
  );

  it('never shows a gap if every email left', () => {
    const { world } = walk(aWorld(), { from: at('2016-03-08'), to: at('2016-12-01') });
    for (let now = at('2016-03-08T09:00'); now.epochMilliseconds < at('2016-12-01').epochMilliseconds;) {
      const asOf = {
        ...world.record,
        notices: world.record.notices.filter(
          ({ facts }) => (facts.claimed ?? facts.skipped ?? now).epochMilliseconds < now.epochMilliseconds,
        ),
      };
      expect(checkAssurance(asOf, { context: aContext({ now }), from: at('2016-03-01') }).gaps).toEqual([]);
      now = now.add({ hours: 24 });
    }
  });

  it('shows no gap for an email that became due after the last sending hours', () => {
    const asked = [
      aNotice(),
      aNotice({ rungId: 'request', key: { rung: 'request-copy-lead', contactId: 'liaison' } }),
    ];
    const now = '2016-04-05T09:00';
    expect(gaps(now, aRecord({ notices: asked }))).toEqual([]);
    const returned = aRound({ returns: [aReturn({ receivedAt: iso('2016-04-05T08:55') })] });
    expect(gaps(now, aRecord({ notices: asked, rounds: [returned] }))).toEqual([]);
    const bounced = [
      aContact({ unreachable: { since: iso('2016-04-04T20:00'), reason: 'bounced' } }),
      aContact({ role: 'deputy' }),
    ];
    expect(gaps(now, aRecord({ notices: asked }), bounced)).toEqual([]);
    const announced = aFollowUp({
      visits: [
        {
          id: 'v1',
          moves: [],
          booked: { firstOn: '2016-09-05', lastOn: '2016-09-06' },
          announcedAt: iso('2016-04-05T08:00'),
        },
      ],
    });
    expect(gaps(now, aRecord({ notices: asked, followUp: announced }))).toEqual([]);
    const released = aFollowUp({ releasedAt: iso('2016-04-05T08:00') });
    expect(gaps(now, aRecord({ followUp: released }))).toEqual([]);
    expect(gaps(now, aRecord({ followUp: { ...aFollowUp(), releasedAt: undefined } }))).toEqual([]);
    const again = aNotice({ key: { attempt: 2 }, facts: { resendAsked: iso('2016-04-04T19:00') } });
    expect(gaps(now, aRecord({ notices: [...asked, again] }))).toEqual([]);
  });

  it('counts the emails that left in the week, the accepted ones and the ones with an unknown outcome', () => {
    const left = (when: string, more: Record<string, string>) =>
      aNotice({ rungId: 'nudge', facts: { claimed: iso(when), ...more } });
    const record = aRecord({
      notices: [
        left('2016-04-04', { delivered: iso('2016-04-04') }),
        left('2016-04-05', { unknown: iso('2016-04-05') }),
        left('2016-04-05', { accepted: iso('2016-04-05') }),
        left('2016-03-22', { delivered: iso('2016-03-22') }),
        left('2016-03-22', { permanentBounce: iso('2016-03-22') }),
      ],
    });
    const now = '2016-04-06T09:00';
    const { sent, accepted, unknown, problems } = checkAssurance(record, {
      context: aContext({ now: at(now) }),
      from: weekBefore(now),
    });
    expect([sent.length, accepted, unknown, problems.length]).toEqual([3, 1, 1, 2]);
  });

  it('lists exactly the emails that the ladder would have sent', () => {
    const emails = [
      ...simulate(aRecord(), {
        context: aContext(),
        from: at('2016-03-08'),
        to: at('2016-03-22T17:00'),
        outcome: acceptedAtOnce,
      }),
    ];
    expect(gaps('2016-03-23T09:00')).toEqual(
      emails
        .slice(-2)
        .flatMap(({ notices }) => notices.map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`)),
    );
  });
});
