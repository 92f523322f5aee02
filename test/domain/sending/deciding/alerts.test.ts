import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import { labelOfRung } from '../../../../shared/domain/rungs.ts';
import {
  aContact,
  aContext,
  aFollowUp,
  aNotice,
  anOwner,
  aRecord,
  aRevision,
  aRound,
  at,
  iso,
} from '../../../builders/follow-up.ts';

function alerts(record: ReturnType<typeof aRecord>, more: Partial<ReturnType<typeof aContext>> = {}) {
  const { owed } = decideNotices(record, aContext({ now: at('2016-04-23T22:00'), ...more }));
  return owed
    .filter(({ recipient }) => recipient.kind === 'staff')
    .map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`);
}

const bounced = (fact: string, more: Parameters<typeof aNotice>[0] = {}) =>
  aNotice({ facts: { claimed: iso('2016-03-22'), [fact]: iso('2016-03-22T10:05') }, ...more });

describe('an alert to the owner, at any hour,', () => {
  it.each([
    ['permanentBounce', 'unreachable-lead'],
    ['suppressed', 'unreachable-lead'],
    ['complained', 'complaint-lead'],
  ])('leaves at once if the outcome of an email is %s (%s)', (fact, rung) => {
    expect(alerts(aRecord({ notices: [bounced(fact)] }))).toEqual([`six-week-response ${rung} p-nair`]);
  });

  it.each(['delivered', 'transientBounce', 'delayed', 'failed', 'unknown', 'rejected'])(
    'does not leave if the outcome is %s, which waits for the digest',
    (fact) => {
      expect(alerts(aRecord({ notices: [bounced(fact)] }))).toEqual([]);
    },
  );

  it('leaves if the first email, which tells the dates, bounced', () => {
    const dates = bounced('permanentBounce', {
      rungId: 'dates',
      key: { milestone: 'publication', dueOn: '2016-03-08', rung: 'dates' },
    });
    expect(alerts(aRecord({ notices: [dates] }))).toEqual(['publication unreachable-lead p-nair']);
  });

  it('leaves only once, even if the due date moves or someone else becomes the owner', () => {
    const told = aNotice({ rungId: 'unreachable', key: { rung: 'unreachable-lead', contactId: 'p-nair' } });
    const notices = [bounced('permanentBounce'), told];
    expect(alerts(aRecord({ notices }))).toEqual([]);
    expect(alerts(aRecord({ notices }), { owner: anOwner({ id: 'r-okafor' }) })).toEqual([]);
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-10', recordedOn: '2016-04-21' }),
      ],
    });
    expect(alerts(aRecord({ notices, followUp: { ...aFollowUp(), revisions } }))).toEqual([]);
  });

  it('leaves once for each address, even if two emails to it bounced', () => {
    const copy = bounced('permanentBounce', { key: { rung: 'request-copy-lead', contactId: 'liaison' } });
    const nudge = bounced('permanentBounce', { rungId: 'nudge' });
    expect(alerts(aRecord({ notices: [bounced('permanentBounce'), nudge, copy] }))).toEqual([
      'six-week-response unreachable-lead p-nair',
      'six-week-response unreachable-liaison p-nair',
    ]);
  });

  it('does not leave if an alert to the inspectorate’s own staff bounced', () => {
    const toOwner = bounced('permanentBounce', {
      rungId: 'nobody-reachable',
      key: { rung: 'nobody-reachable', contactId: 'r-okafor' },
    });
    expect(alerts(aRecord({ notices: [toOwner] }))).toEqual([]);
  });

  it('leaves each time that the force asks for more time, until the owner answers', () => {
    const moreTime = { askedAt: iso('2016-04-18T11:00'), by: 'lead', until: '2016-05-13', reason: 'leave' };
    const asked = aRecord({ rounds: [aRound({ moreTime })] });
    expect(alerts(asked)).toEqual(['six-week-response more-time-asked-20160418-100000 p-nair']);
    const told = aNotice({
      rungId: 'more-time-asked',
      key: { rung: 'more-time-asked-20160418-100000', contactId: 'p-nair' },
    });
    expect(alerts({ ...asked, notices: [told] })).toEqual([]);
    const again = aRound({ moreTime: { ...moreTime, askedAt: iso('2016-04-18T15:00') } });
    expect(alerts(aRecord({ rounds: [again], notices: [told] }))).toEqual([
      'six-week-response more-time-asked-20160418-140000 p-nair',
    ]);
    const answered = aRound({ moreTime: { ...moreTime, answer: { granted: false, at: iso('2016-04-19') } } });
    expect(alerts(aRecord({ rounds: [answered] }))).toEqual([]);
  });

  it('leaves if nobody at the force can be reached', () => {
    expect(alerts(aRecord(), { contacts: [] })).toEqual(['six-week-response nobody-reachable p-nair']);
    const told = aNotice({
      rungId: 'nobody-reachable',
      key: { rung: 'nobody-reachable', contactId: 'p-nair' },
    });
    expect(alerts(aRecord({ notices: [told] }), { contacts: [] })).toEqual([]);
  });

  it('leaves once if a bounce leaves nobody who can be reached', () => {
    const since = iso('2016-04-12');
    const lead = aContact({ unreachable: { since, reason: 'bounced' } });
    expect(alerts(aRecord({ notices: [bounced('permanentBounce')] }), { contacts: [lead] })).toEqual([
      'six-week-response unreachable-lead p-nair',
    ]);
  });

  it('leaves again if the role of the stand-in ends after a bounce, because nobody is left', () => {
    const lead = aContact({ unreachable: { since: iso('2016-04-12'), reason: 'bounced' } });
    const deputy = aContact({ id: 'deputy', role: 'deputy', to: '2016-04-20', email: 'd@essex.example' });
    const told = aNotice({
      rungId: 'unreachable',
      key: { rung: 'unreachable-lead', contactId: 'p-nair' },
      facts: { claimed: iso('2016-04-12') },
    });
    expect(
      alerts(aRecord({ notices: [bounced('permanentBounce'), told] }), { contacts: [lead, deputy] }),
    ).toEqual(['six-week-response nobody-reachable p-nair']);
  });

  it.each([
    ['the lead’s address failed, and the deputy stands in', 'lead', ['address failed']],
    ['the deputy’s address failed, and there is a mailbox', 'deputy', ['address failed']],
    ['nobody is in a role', undefined, ['nobody reachable']],
  ])('has a label in the ledger that is true if %s', (_, failed, labels) => {
    const unreachable = { since: iso('2016-04-12'), reason: 'bounced' } as const;
    const deputy = { id: 'deputy', role: 'deputy', email: 'd@essex.example' } as const;
    const people = new Map([
      ['lead', [aContact({ unreachable }), aContact(deputy)]],
      [
        'deputy',
        [
          aContact({ ...deputy, unreachable }),
          aContact({ id: 'liaison', role: 'liaison', email: 'l@essex.example' }),
        ],
      ],
    ]);
    const contacts = people.get(failed ?? '') ?? [];
    const notices = failed === undefined ? [] : [bounced('permanentBounce', { key: { contactId: failed } })];
    const { owed } = decideNotices(aRecord({ notices }), aContext({ now: at('2016-04-23T22:00'), contacts }));
    const told = owed.filter(({ recipient }) => recipient.kind === 'staff');
    expect(told.map(({ milestone, rungId }) => labelOfRung(milestone.rule, rungId))).toEqual(labels);
  });

  it('does not leave if there is no owner', () => {
    expect(alerts(aRecord({ notices: [bounced('complained')] }), { owner: undefined })).toEqual([]);
  });

  it('does not leave for a milestone that the report does not have', () => {
    const strange = bounced('permanentBounce', {
      rungId: 'statutory-date',
      key: { milestone: 'local-policing-body-comments', rung: 'statutory-date' },
    });
    expect(alerts(aRecord({ notices: [strange] }))).toEqual([]);
  });
});
