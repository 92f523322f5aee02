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
  iso,
} from '../../../builders/follow-up.ts';

const unknown = { claimed: iso('2016-03-22'), unknown: iso('2016-03-22T10:32') };
const lost = aNotice({ facts: unknown });
const again = aNotice({ key: { attempt: 2 }, facts: { resendAsked: iso('2016-03-24') } });

function decide(
  now: string,
  given: Parameters<typeof aRecord>[0] = {},
  more: Parameters<typeof aContext>[0] = {},
) {
  const decision = decideNotices(
    aRecord({ notices: [lost, again], ...given }),
    aContext({ now: at(now), owner: undefined, ...more }),
  );
  return {
    owed: decision.owed.filter(({ copy }) => !copy).map(({ key }) => key),
    skipped: decision.skipped.filter(({ key }) => key.attempt > 1),
  };
}

describe('an email that a human asks to send again', () => {
  it('leaves as a second attempt of the same notice', () => {
    expect(decide('2016-03-24')).toEqual({ owed: [again.key], skipped: [] });
  });

  it('is skipped if the force has answered meanwhile (F5, F18)', () => {
    const rounds = [aRound({ returns: [aReturn({ receivedAt: iso('2016-03-24T09:00'), how: 'letter' })] })];
    expect(decide('2016-03-24', { rounds })).toEqual({
      owed: [],
      skipped: [{ key: again.key, rungId: 'request', reason: 'nothing calls for it any more' }],
    });
  });

  it('is skipped if a later round has opened or the lead has changed (F18)', () => {
    expect(decide('2016-05-18').skipped.map(({ key }) => key)).toEqual([again.key]);
    const contacts = [aContact({ id: 'new-lead' })];
    const changed = decide('2016-03-24', {}, { contacts });
    expect(changed.owed.map(({ contactId, attempt }) => [contactId, attempt])).toEqual([['new-lead', 1]]);
    expect(changed.skipped.map(({ key }) => key)).toEqual([again.key]);
  });

  it('waits, and is not skipped, while other emails of its round wait', () => {
    const moreTime = { askedAt: iso('2016-03-24T09:00'), by: 'lead', until: '2016-05-13', reason: 'leave' };
    expect(decide('2016-03-24', { rounds: [aRound({ moreTime })] })).toEqual({ owed: [], skipped: [] });
    expect(decide('2016-04-19')).toEqual({ owed: [], skipped: [] });
    expect(decide('2016-03-24T18:00')).toEqual({ owed: [], skipped: [] });
    const suspensions = [{ from: day('2016-03-24'), reason: 'suspended' }];
    expect(decide('2016-03-24', {}, { suspensions })).toEqual({ owed: [], skipped: [] });
  });

  it('leaves once with the new due date if the date has moved', () => {
    const { revisions } = aFollowUp({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-10', recordedOn: '2016-03-23' }),
      ],
    });
    const followUp = { ...aFollowUp(), revisions };
    const moved = decide('2016-03-24', { followUp });
    expect(moved.owed.map((key) => `${key.dueOn.toString()} ${key.attempt}`)).toEqual(['2016-05-10 1']);
    expect(moved.skipped).toEqual([]);
    const sent = aNotice({ key: { dueOn: '2016-05-10' } });
    const after = decide('2016-03-24T11:00', { followUp, notices: [lost, again, sent] });
    expect(after.owed).toEqual([]);
    expect(after.skipped.map(({ key }) => key)).toEqual([again.key]);
  });

  it('does not leave if the second attempt was skipped', () => {
    const skipped = aNotice({
      key: { attempt: 2 },
      facts: { resendAsked: iso('2016-03-24'), skipped: iso('2016-03-24') },
    });
    expect(decide('2016-03-25', { notices: [lost, skipped] })).toEqual({ owed: [], skipped: [] });
  });

  it('does not leave again once a sender has claimed the second attempt (F4)', () => {
    const claimed = aNotice({
      key: { attempt: 2 },
      facts: { resendAsked: iso('2016-03-24'), claimed: iso('2016-03-24') },
    });
    expect(decide('2016-03-24T10:01', { notices: [claimed, lost] }).owed).toEqual([]);
  });

  it('can also be a copy', () => {
    const copy = (more: Parameters<typeof aNotice>[0]) =>
      aNotice({ ...more, key: { rung: 'request-copy-lead', contactId: 'liaison', ...more?.key } });
    const notices = [
      aNotice(),
      copy({ facts: unknown }),
      copy({ key: { attempt: 2 }, facts: { resendAsked: iso('2016-03-24') } }),
    ];
    const { owed } = decideNotices(aRecord({ notices }), aContext({ now: at('2016-03-24') }));
    expect(owed.map(({ key, copy: isCopy }) => [key.rung, key.attempt, isCopy])).toEqual([
      ['request-copy-lead', 2, true],
    ]);
  });
});
