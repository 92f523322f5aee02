import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import { aContext, aFollowUp, aNotice, aRecord, at, day, iso } from '../../../builders/follow-up.ts';

const dates = (now: string, record = aRecord(), more = {}) =>
  decideNotices(record, aContext({ now: at(now), ...more }));

describe('the first email, which tells the lead the dates,', () => {
  it('leaves on the working day after publication', () => {
    expect(dates('2016-03-08T12:00').owed).toEqual([]);
    expect(dates('2016-03-08T12:00').nextAttentionAt?.equals(at('2016-03-09'))).toBe(true);
    expect(dates('2016-03-09').owed.map(({ key }) => key.rung)).toEqual(['dates', 'dates-copy-lead']);
  });

  it('leaves only once', () => {
    const told = [
      aNotice({ rungId: 'dates', key: { milestone: 'publication', dueOn: '2016-03-08', rung: 'dates' } }),
    ];
    expect(dates('2016-03-10', aRecord({ notices: told })).owed.filter(({ copy }) => !copy)).toEqual([]);
  });

  it('is skipped once a round is open, which is recorded once', () => {
    const decision = dates('2016-03-22');
    expect(decision.owed.map(({ key }) => key.rung)).not.toContain('dates');
    expect(decision.skipped).toEqual([
      {
        key: {
          followUpId: 'essex-ncpi-2016-03-08',
          milestone: 'publication',
          dueOn: day('2016-03-08'),
          rung: 'dates',
          contactId: 'lead',
          attempt: 1,
        },
        rungId: 'dates',
        reason: 'superseded by a later rung',
      },
    ]);
    const known = aNotice({
      rungId: 'dates',
      key: { milestone: 'publication', dueOn: '2016-03-08', rung: 'dates', contactId: 'nobody' },
      facts: { skipped: iso('2016-03-22') },
    });
    expect(dates('2016-03-22', aRecord({ notices: [known] })).skipped).toEqual([]);
  });

  it('is held while the clocks are stopped', () => {
    const suspensions = [{ from: day('2016-03-09'), reason: 'inspections suspended' }];
    const decision = dates('2016-03-09', aRecord(), { suspensions });
    expect(decision.owed).toEqual([]);
    expect(decision.held).toEqual([
      { milestone: 'publication', rungId: 'dates', reason: 'suspended', until: undefined },
    ]);
  });

  it('is held during a stop with an end date and before a planned stop without one', () => {
    for (const suspensions of [
      [{ from: day('2016-03-09'), to: day('2016-03-12'), reason: 'suspended' }],
      [{ from: day('2016-03-14'), reason: 'suspended' }],
    ]) {
      expect(dates('2016-03-09', aRecord(), { suspensions }).owed).toEqual([]);
    }
  });

  it('is held with a reason if nobody at the force can be reached', () => {
    expect(dates('2016-03-09', aRecord(), { contacts: [] }).held).toEqual([
      {
        milestone: 'publication',
        rungId: 'dates',
        reason: 'nobody who answers there can be reached',
        until: undefined,
      },
    ]);
  });

  it('has no answer date and asks about no recommendation', () => {
    const [told] = dates('2016-03-09').owed;
    expect(told?.answerBy).toBeUndefined();
    expect(told?.recommendations).toEqual([]);
    expect(told?.addressee?.id).toBe('lead');
    expect(told?.milestone.explanation).toBe('Published on 8 March 2016.');
  });

  it('still leaves after a late import if a round is to come', () => {
    const record = aRecord({ followUp: aFollowUp({ releasedAt: iso('2016-06-20T09:00') }) });
    expect(dates('2016-06-20', record).owed.map(({ key }) => key.rung)).toEqual(['dates', 'dates-copy-lead']);
    const after = aRecord({ followUp: aFollowUp({ releasedAt: iso('2016-08-12T09:00') }) });
    expect(dates('2016-08-12', after).owed).toEqual([]);
    expect(dates('2016-08-12', after).skipped).toHaveLength(13);
  });
});
