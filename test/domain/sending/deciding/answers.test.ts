import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import {
  aContact,
  aContext,
  aFollowUp,
  aNotice,
  aRecord,
  aReturn,
  aRevision,
  aRound,
  at,
  day,
  essexContacts,
  iso,
} from '../../../builders/follow-up.ts';
import { aWorld, inLines, linesTo, walk } from '../../walk.ts';

const returned = aReturn({ receivedAt: iso('2016-04-18T16:12') });

function decide(
  now: string,
  round: Parameters<typeof aRound>[0],
  more: { contacts?: ReturnType<typeof essexContacts>; notices?: ReturnType<typeof aNotice>[] } = {},
) {
  const record = aRecord({ rounds: [aRound(round)], notices: more.notices ?? [] });
  const { owed } = decideNotices(
    record,
    aContext({ now: at(now), contacts: more.contacts ?? essexContacts() }),
  );
  return owed.map(({ key, copy }) => `${key.rung} ${key.contactId}${copy ? ' (copy)' : ''}`);
}

describe('the receipt of a return', () => {
  it.each(['2016-04-18T16:12', '2016-04-18T23:50', '2016-04-23T08:00', '2016-12-25T12:00'])(
    'goes to its sender at once, even at %s',
    (now) => {
      expect(decide(now, { returns: [returned] })).toContain('receipt-1 lead');
    },
  );

  it('goes to the person who sent the return, even if they have left since', () => {
    const contacts = [...essexContacts().filter(({ id }) => id !== 'lead'), aContact({ to: '2016-04-18' })];
    expect(decide('2016-04-18T16:15', { returns: [returned] }, { contacts })).toEqual(['receipt-1 lead']);
    const byDeputy = { ...returned, contactId: 'deputy' };
    expect(decide('2016-04-18T16:15', { returns: [byDeputy] }, { contacts })).toEqual(['receipt-1 deputy']);
  });

  it('goes to the lead too, as a copy and at once, if somebody else sent the return', () => {
    const byDeputy = { ...returned, contactId: 'deputy' };
    expect(decide('2016-04-18T16:15', { returns: [byDeputy] })).toEqual([
      'receipt-1-copy-deputy lead (copy)',
      'receipt-1 deputy',
    ]);
    expect(decide('2016-04-27T09:15', { returns: [byDeputy] })).toEqual(['receipt-1 deputy']);
    const successor = aContact({ id: 'lead-2', from: '2016-04-19', email: 'khan@essex.police.example' });
    const contacts = [...essexContacts().filter(({ id }) => id !== 'lead'), successor];
    expect(decide('2016-04-20T09:15', { returns: [byDeputy] }, { contacts })).toEqual(['receipt-1 deputy']);
  });

  it('does not go out if the return came by letter or email, or its sender is unknown or unreachable', () => {
    for (const how of ['letter', 'email', 'other'] as const) {
      expect(decide('2016-04-18T16:15', { returns: [{ ...returned, how }] })).toEqual([]);
    }
    expect(decide('2016-04-18T16:15', { returns: [{ ...returned, contactId: 'stranger' }] })).toEqual([]);
    const contacts = [aContact({ unreachable: { since: iso('2016-04-01'), reason: 'complained' } })];
    expect(decide('2016-04-18T16:15', { returns: [returned] }, { contacts })).toEqual([]);
  });

  it('goes out once for each version, even if the due date moves', () => {
    const receipt = aNotice({ rungId: 'receipt', key: { rung: 'receipt-1' } });
    const twice = [returned, { ...returned, version: 2 }];
    expect(decide('2016-04-18T17:30', { returns: twice }, { notices: [receipt] })).toEqual([
      'receipt-2 lead',
    ]);
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-10', recordedOn: '2016-04-21' }),
      ],
    });
    const moved = aRecord({
      followUp: { ...aFollowUp(), revisions },
      rounds: [aRound({ returns: [returned] })],
      notices: [receipt],
    });
    expect(decideNotices(moved, aContext({ now: at('2016-04-22') })).owed).toEqual([]);
  });

  it('has the same key if a human asks for it again, even if the due date has moved', () => {
    const unknown = aNotice({
      rungId: 'receipt',
      key: { rung: 'receipt-1' },
      facts: { claimed: iso('2016-04-18'), unknown: iso('2016-04-18') },
    });
    const again = aNotice({
      rungId: 'receipt',
      key: { rung: 'receipt-1', attempt: 2 },
      facts: { resendAsked: iso('2016-04-22') },
    });
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-10', recordedOn: '2016-04-21' }),
      ],
    });
    const moved = aRecord({
      followUp: { ...aFollowUp(), revisions },
      rounds: [aRound({ returns: [returned] })],
      notices: [unknown, again],
    });
    const { owed } = decideNotices(moved, aContext({ now: at('2016-04-22') }));
    expect(owed.map(({ key }) => key)).toEqual([again.key]);
  });
});

describe('the owner’s questions about a return', () => {
  const askedAgain = {
    askedAt: iso('2016-04-25T14:05'),
    recommendations: [2, 4],
    note: 'Which unit?',
    answerBy: '2016-05-10',
  };

  it('go to the lead in sending hours, with a copy to the liaison mailbox, and name the recommendations', () => {
    const record = aRecord({
      rounds: [aRound({ returns: [returned], askedAgain })],
      notices: [aNotice({ rungId: 'receipt', key: { rung: 'receipt-1' } })],
    });
    const { owed } = decideNotices(record, aContext({ now: at('2016-04-25T14:15') }));
    expect(owed.map(({ key, copy }) => [key.rung, key.contactId, copy])).toEqual([
      ['questions-20160425-130500', 'lead', false],
      ['questions-20160425-130500-copy-lead', 'liaison', true],
    ]);
    expect(owed[0]?.recommendations).toEqual([2, 4]);
    expect(owed[0]?.answerBy?.toString()).toBe('2016-05-10');
    expect(decideNotices(record, aContext({ now: at('2016-04-25T18:00') })).owed).toEqual([]);
  });

  it('go out once, but not if they are answered or their answer date has come', () => {
    const { emails } = walk(
      aWorld({
        record: aRecord({ rounds: [aRound({ returns: [{ ...returned, how: 'letter' }], askedAgain })] }),
      }),
      { from: at('2016-04-25T14:15'), to: at('2016-05-18') },
    );
    expect(linesTo('lead', emails)).toEqual([
      '2016-04-25 14:15 six-week-response questions-20160425-130500 by 2016-05-10',
    ]);
    const answer = { ...returned, version: 2, how: 'letter' as const, receivedAt: iso('2016-04-25T14:06') };
    expect(
      decide('2016-04-25T15:00', { returns: [{ ...returned, how: 'letter' }, answer], askedAgain }),
    ).toEqual([]);
    expect(decide('2016-05-10T11:00', { returns: [{ ...returned, how: 'letter' }], askedAgain })).toEqual([]);
    expect(
      decide('2016-05-09T11:00', { returns: [{ ...returned, how: 'letter' }], askedAgain }),
    ).toHaveLength(2);
  });

  it('go out twice if the owner asks twice on one day', () => {
    const first = aNotice({ rungId: 'questions', key: { rung: 'questions-20160425-130500' } });
    const later = { ...askedAgain, askedAt: iso('2016-04-25T16:00') };
    expect(
      decide(
        '2016-04-25T16:15',
        { returns: [{ ...returned, how: 'letter' }], askedAgain: later },
        { notices: [first] },
      ),
    ).toEqual(['questions-20160425-150000 lead', 'questions-20160425-150000-copy-lead liaison (copy)']);
  });

  it('go to nobody if nobody can be reached', () => {
    expect(
      decide('2016-04-25T14:15', { returns: [{ ...returned, how: 'letter' }], askedAgain }, { contacts: [] }),
    ).toEqual([]);
  });

  it('do not start the chasing again', () => {
    const { emails } = walk(
      aWorld({
        record: aRecord({ rounds: [aRound({ returns: [{ ...returned, how: 'letter' }], askedAgain })] }),
      }),
      { from: at('2016-03-08'), to: at('2016-05-18') },
    );
    expect(inLines(emails).some((line) => line.includes('nudge') || line.includes('can-we-help'))).toBe(
      false,
    );
  });
});

describe('the owner’s answer to a request for more time', () => {
  const moreTime = {
    askedAt: iso('2016-04-11T11:00'),
    by: 'lead',
    until: '2016-05-13',
    reason: 'leave',
    answer: { granted: false, at: iso('2016-04-12T18:30') },
  };
  const words = (
    now: string,
    more: Parameters<typeof decide>[2] = {},
    round: Parameters<typeof aRound>[0] = { moreTime },
  ) => decide(now, round, more).filter((line) => line.startsWith('more-time-answer'));

  it('goes once, and at once, to the person who asked', () => {
    expect(words('2016-04-12T18:30')).toEqual(['more-time-answer-20160412-173000 lead']);
    const told = aNotice({
      rungId: 'more-time-answer',
      key: { rung: 'more-time-answer-20160412-173000', contactId: 'deputy' },
    });
    expect(words('2016-04-12T18:30', { notices: [told] })).toEqual([]);
  });

  it('goes to the current addressee if mail does not reach the person who asked', () => {
    const contacts = essexContacts().map((contact) =>
      contact.id === 'lead'
        ? { ...contact, unreachable: { since: at('2016-04-12'), reason: 'bounced' } as const }
        : contact,
    );
    expect(words('2016-04-12T18:30', { contacts })).toEqual(['more-time-answer-20160412-173000 deputy']);
    expect(words('2016-04-12T18:30', { contacts: [] })).toEqual([]);
    const stranger = { moreTime: { ...moreTime, by: 'stranger' } };
    expect(words('2016-04-12T18:30', {}, stranger)).toEqual(['more-time-answer-20160412-173000 lead']);
  });

  it('does not go out before the owner answers, after the force answers or from the due date on', () => {
    expect(words('2016-04-12T18:30', {}, { moreTime: { ...moreTime, answer: undefined } })).toEqual([]);
    const answered = { moreTime, returns: [{ ...returned, how: 'letter' as const }] };
    expect(words('2016-04-18T18:30', {}, answered)).toEqual([]);
    expect(words('2016-04-18T18:30')).toHaveLength(1);
    expect(words('2016-04-19T11:00')).toEqual([]);
  });

  it('does not go out while the clock is stopped and there is no date', () => {
    const record = aRecord({ rounds: [aRound({ moreTime })] });
    const suspensions = [{ from: day('2016-04-12'), reason: 'inspections suspended' }];
    const { owed } = decideNotices(record, aContext({ now: at('2016-04-12T18:30'), suspensions }));
    expect(owed.filter(({ rungId }) => rungId === 'more-time-answer')).toEqual([]);
  });
});
