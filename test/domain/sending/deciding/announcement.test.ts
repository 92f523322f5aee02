import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import {
  aContext,
  aFollowUp,
  aRecord,
  at,
  essexContacts,
  iso,
  type GivenFollowUp,
} from '../../../builders/follow-up.ts';
import { aWorld, inLines, walk } from '../../walk.ts';

type GivenVisit = NonNullable<GivenFollowUp['visits']>[number];

const booked = { firstOn: '2016-09-05', lastOn: '2016-09-07' };

function decide(now: string, visit: Partial<GivenVisit>, contacts = essexContacts()) {
  const record = aRecord({ followUp: aFollowUp({ visits: [{ id: 'v1', moves: [], ...visit }] }) });
  return decideNotices(record, aContext({ now: at(now), contacts }))
    .owed.filter(({ rungId }) => rungId === 'announced')
    .map(({ key, copy }) => `${key.contactId}${copy ? ' (copy)' : ''}`);
}

describe('the dates of a visit', () => {
  it('are confidential until a human announces them', () => {
    expect(decide('2016-08-15', { booked })).toEqual([]);
    expect(decide('2016-08-15', { announcedAt: iso('2016-08-15T09:00') })).toEqual([]);
  });

  it('go once to the lead and the sign-off officer, with a copy to the liaison mailbox', () => {
    const visit = { booked, announcedAt: iso('2016-08-15T09:00') };
    expect(decide('2016-08-15', visit)).toEqual(['lead', 'sign-off', 'liaison (copy)']);
    const record = aRecord({ followUp: aFollowUp({ visits: [{ id: 'v1', moves: [], ...visit }] }) });
    const { emails } = walk(aWorld({ record }), { from: at('2016-08-15'), to: at('2016-09-09') });
    expect(inLines(emails).filter((line) => line.includes('announced'))).toHaveLength(3);
  });

  it('go out in sending hours only', () => {
    expect(decide('2016-08-15T18:00', { booked, announcedAt: iso('2016-08-15T17:30') })).toEqual([]);
  });

  it('are confidential again if the visit moves, until the new dates are announced', () => {
    const moves = [{ from: '2016-09-05', reason: 'the lead is away', recordedAt: iso('2016-08-20') }];
    const visit = { booked: { firstOn: '2016-09-12', lastOn: '2016-09-14' }, moves };
    expect(decide('2016-08-22', { ...visit, announcedAt: iso('2016-08-15') })).toEqual([]);
    expect(decide('2016-08-22', { ...visit, announcedAt: iso('2016-08-21') })).toHaveLength(3);
  });

  it('go out again if other dates are announced', () => {
    const record = aRecord({
      followUp: aFollowUp({ visits: [{ id: 'v1', moves: [], booked, announcedAt: iso('2016-08-15') }] }),
    });
    const first = walk(aWorld({ record }), { from: at('2016-08-15'), to: at('2016-08-16') });
    const longer = aFollowUp({
      visits: [
        { id: 'v1', moves: [], booked: { ...booked, lastOn: '2016-09-09' }, announcedAt: iso('2016-08-17') },
      ],
    });
    const second = walk(
      { ...first.world, record: { ...first.world.record, followUp: longer } },
      { from: at('2016-08-17'), to: at('2016-08-18') },
    );
    expect(inLines(second.emails)).toEqual([
      '2016-08-17 10:00 lead: revisit announced-2016-09-05-to-2016-09-09',
      '2016-08-17 10:00 sign-off: revisit announced-2016-09-05-to-2016-09-09',
      '2016-08-17 10:00 liaison: revisit announced-2016-09-05-to-2016-09-09 (copy)',
    ]);
  });

  it('do not go out once the visit is over', () => {
    const visit = { booked, announcedAt: iso('2016-08-15') };
    expect(decide('2016-09-07', visit)).toHaveLength(3);
    expect(decide('2016-09-08', visit)).toEqual([]);
  });

  it('go to the sign-off officer even if nobody else can be reached', () => {
    const contacts = essexContacts().filter(({ role }) => role === 'sign-off');
    expect(decide('2016-08-15', { booked, announcedAt: iso('2016-08-15') }, contacts)).toEqual(['sign-off']);
  });
});
