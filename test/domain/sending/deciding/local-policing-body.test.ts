import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import {
  aContact,
  aContext,
  aFollowUp,
  aNotice,
  aRecord,
  at,
  day,
  iso,
} from '../../../builders/follow-up.ts';
import { aWorld, linesTo, walk } from '../../walk.ts';

const publishedOn = '2018-03-08';
const followUp = aFollowUp({ publishedOn });
const office = aContact({ role: 'local-policing-body' });

function told(fact: Record<string, string> = { delivered: iso('2018-03-09') }, contactId = office.id) {
  return aNotice({
    rungId: 'statutory-date',
    key: {
      followUpId: followUp.id,
      milestone: 'local-policing-body-comments',
      dueOn: '2018-05-02',
      rung: 'statutory-date',
      contactId,
    },
    facts: { claimed: iso('2018-03-09'), ...fact },
  });
}

function decide(now: string, given: Parameters<typeof aRecord>[0] = {}, contacts = [office]) {
  const decision = decideNotices(
    aRecord({ followUp, ...given }),
    aContext({ contacts, owner: undefined, now: at(now) }),
  );
  const ours = <Of extends { rungId: string }>(all: readonly Of[]) =>
    all.filter(({ rungId }) => rungId.startsWith('statutory'));
  return {
    ...decision,
    owed: ours(decision.owed),
    skipped: ours(decision.skipped),
    held: ours(decision.held),
  };
}

describe('the local policing body’s office', () => {
  it('gets an email with its statutory date on the working day after publication', () => {
    expect(decide('2018-03-08T12:00').owed).toEqual([]);
    const [owed] = decide('2018-03-09').owed;
    expect(owed?.key.rung).toBe('statutory-date');
    expect(owed?.key.contactId).toBe('local-policing-body');
    expect(owed?.answerBy?.toString()).toBe('2018-05-02');
    expect(owed?.copy).toBe(false);
  });

  it('gets no email about a report published before the law began', () => {
    expect(decide('2017-03-08', { followUp: aFollowUp({ publishedOn: '2017-03-07' }) }).owed).toEqual([]);
  });

  it('gets one reminder ten working days before the date if no comments are recorded', () => {
    expect(decide('2018-04-17', { notices: [told()] }).owed).toEqual([]);
    expect(decide('2018-04-17', { notices: [told()] }).nextAttentionAt?.equals(at('2018-04-18'))).toBe(true);
    expect(decide('2018-04-18', { notices: [told()] }).owed.map(({ key }) => key.rung)).toEqual([
      'statutory-reminder',
    ]);
    const comments = { receivedOn: day('2018-04-10') };
    expect(
      decide('2018-04-18', {
        notices: [told()],
        followUp: { ...followUp, localPolicingBodyComments: comments },
      }).owed,
    ).toEqual([]);
  });

  it('gets no email once its comments are recorded', () => {
    const commented = { ...followUp, localPolicingBodyComments: { receivedOn: day('2018-03-08') } };
    expect(decide('2018-03-09', { followUp: commented }).owed).toEqual([]);
  });

  it('gets no email on or after the due day, and the record says so', () => {
    for (const when of ['2018-05-02', '2018-05-03']) {
      const decision = decide(when);
      expect(decision.owed).toEqual([]);
      expect(decision.skipped.map(({ key, reason }) => `${key.rung}: ${reason}`)).toEqual([
        'statutory-date: its date had passed before it could be sent',
      ]);
      expect(decide(when, { notices: [told()] }).owed).toEqual([]);
      expect(decide(when, { notices: [told()] }).skipped).toEqual([]);
    }
    expect(decide('2018-05-01').owed.map(({ key }) => key.rung)).toEqual(['statutory-date']);
  });

  it('gets no reminder if its mail system did not accept the first email', () => {
    expect(decide('2018-04-18', { notices: [told({ accepted: iso('2018-03-09') })] }).held).toEqual([
      {
        milestone: 'local-policing-body-comments',
        rungId: 'statutory-reminder',
        reason: 'the request was not yet accepted by their mail system',
        until: undefined,
      },
    ]);
    expect(decide('2018-04-18', { notices: [told({ unknown: iso('2018-03-09') })] }).held[0]?.reason).toBe(
      'the request needs somebody to look at it',
    );
  });

  it('gets the reminder ten working days after a late first email, unless that is after the due day', () => {
    const late = decide('2018-04-18', { notices: [told({ delivered: iso('2018-04-12') })] });
    expect(late.owed).toEqual([]);
    expect(late.held[0]).toEqual({
      milestone: 'local-policing-body-comments',
      rungId: 'statutory-reminder',
      reason: 'the request was accepted too recently',
      until: day('2018-04-26'),
    });
    expect(late.nextAttentionAt?.equals(at('2018-04-26'))).toBe(true);
    expect(
      decide('2018-04-26', { notices: [told({ delivered: iso('2018-04-12') })] }).owed.map(
        ({ key }) => key.rung,
      ),
    ).toEqual(['statutory-reminder']);
    const tooLate = decide('2018-04-18', { notices: [told({ delivered: iso('2018-04-18') })] });
    expect(tooLate.owed).toEqual([]);
    expect(tooLate.skipped.map(({ key, reason }) => `${key.rung}: ${reason}`)).toEqual([
      'statutory-reminder: its date had passed before it could be sent',
    ]);
    const recorded = aNotice({
      rungId: 'statutory-reminder',
      key: { ...told().key, dueOn: '2018-05-02', rung: 'statutory-reminder' },
      facts: { skipped: iso('2018-04-18') },
    });
    expect(
      decide('2018-04-18', { notices: [told({ delivered: iso('2018-04-18') }), recorded] }).skipped,
    ).toEqual([]);
  });

  it('gets the first email again if another person takes over', () => {
    const next = aContact({ id: 'next-office', role: 'local-policing-body', from: '2018-04-01' });
    const { emails } = walk(
      aWorld({ record: aRecord({ followUp }), context: aContext({ contacts: [office, next] }) }),
      { from: at('2018-03-08'), to: at('2018-06-01') },
    );
    expect(linesTo('next-office', emails)).toEqual([
      '2018-04-03 10:00 local-policing-body-comments statutory-date by 2018-05-02',
      '2018-04-18 10:00 local-policing-body-comments statutory-reminder by 2018-05-02',
    ]);
  });

  it('gets its statutory date even while the inspectorate’s own clocks are stopped', () => {
    const suspensions = [{ from: day('2018-03-01'), reason: 'inspections suspended' }];
    const decision = decideNotices(
      aRecord({ followUp }),
      aContext({ contacts: [office], suspensions, now: at('2018-03-09') }),
    );
    expect(
      decision.owed.filter(({ recipient }) => recipient.kind === 'contact').map(({ key }) => key.rung),
    ).toEqual(['statutory-date']);
  });

  it('gets the first email again if a human asks for it', () => {
    const again = told({ resendAsked: iso('2018-03-20') });
    const resend = { ...again, key: { ...again.key, attempt: 2 }, facts: { resendAsked: at('2018-03-20') } };
    const owed = decide('2018-03-20', { notices: [told({ unknown: iso('2018-03-09') }), resend] }).owed;
    expect(owed.map(({ key }) => [key.rung, key.attempt])).toEqual([['statutory-date', 2]]);
  });

  it('gets no email if its address bounced or is not recorded', () => {
    const unreachable = aContact({
      role: 'local-policing-body',
      unreachable: { since: iso('2018-03-01'), reason: 'bounced' },
    });
    expect(decide('2018-03-09', {}, [unreachable]).owed).toEqual([]);
    expect(decide('2018-03-09', {}, []).owed).toEqual([]);
  });
});
