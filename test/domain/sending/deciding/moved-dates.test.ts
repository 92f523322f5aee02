import { describe, expect, it } from 'vitest';
import type { Suspension } from '../../../../shared/domain/follow-up.ts';
import { decideNotices } from '../../../../shared/domain/sending/decide-notices.ts';
import type { MilestoneId } from '../../../../shared/domain/programme.ts';
import { aFollowUp, aRecord, aRevision, at, day } from '../../../builders/follow-up.ts';
import { answerRound, aWorld, changeFollowUp, inLines, linesTo, walk, type Happening } from '../../walk.ts';

const halfAYear = { from: at('2016-03-08'), to: at('2016-12-31') };

function revised(when: string, { milestone, to }: { milestone: MilestoneId; to: string }): Happening {
  return changeFollowUp(when, (before) => ({
    revisions: [
      ...before.revisions,
      ...aFollowUp({
        revisions: [aRevision({ milestone, revisedDueOn: to, recordedOn: when })],
      }).revisions,
    ],
  }));
}

function suspended(when: string, suspension: { from: string; to?: string }): Happening {
  return {
    at: at(when),
    change: (world) => ({ ...world, context: { ...world.context, suspensions: [stretch(suspension)] } }),
  };
}

function stretch({ from, to }: { from: string; to?: string }): Suspension {
  return { from: day(from), to: to === undefined ? undefined : day(to), reason: 'inspections suspended' };
}

function toLead(round: string, ...happenings: Happening[]): string[] {
  const { emails } = walk(aWorld(), { ...halfAYear, happenings });
  return linesTo('lead', emails)
    .filter((line) => line.includes(round))
    .map((line) => line.replace(` ${round}`, ''));
}

describe('a due date that was moved', () => {
  it('stops the emails for the old date and sends those for the new date', () => {
    expect(
      toLead(
        'six-week-response',
        revised('2016-04-11', { milestone: 'six-week-response', to: '2016-05-10' }),
      ),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-05-03 10:00 nudge by 2016-05-10',
      '2016-05-13 10:00 can-we-help by 2016-05-10',
    ]);
  });

  it('also moves the request if the round has not opened', () => {
    expect(
      toLead(
        'six-week-response',
        revised('2016-03-15', { milestone: 'six-week-response', to: '2016-04-26' }),
      ),
    ).toEqual([
      '2016-03-29 10:00 request by 2016-04-26',
      '2016-04-19 10:00 nudge by 2016-04-26',
      '2016-04-29 10:00 can-we-help by 2016-04-26',
      '2016-05-09 10:00 still-needed by 2016-04-26',
    ]);
  });

  it('does not repeat an email if its new day is before the day of the move', () => {
    // The nudge left on 12 April. On 18 April the date moves by two days. The nudge moves to 14 April, which has passed.
    expect(
      toLead(
        'six-week-response',
        revised('2016-04-18', { milestone: 'six-week-response', to: '2016-04-21' }),
      ),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-04-26 10:00 can-we-help by 2016-04-21',
      '2016-05-04 10:00 still-needed by 2016-04-21',
    ]);
  });

  it('repeats a nudge if its new day is after the day of the move, but not the request', () => {
    expect(
      toLead(
        'six-week-response',
        revised('2016-04-25', { milestone: 'six-week-response', to: '2016-05-16' }),
      ),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-04-22 10:00 can-we-help by 2016-04-19',
      '2016-05-09 10:00 nudge by 2016-05-16',
    ]);
  });

  it('does not repeat the request even if it moves far, because the form is already open', () => {
    const lines = toLead(
      'three-month-update',
      revised('2016-05-20', { milestone: 'three-month-update', to: '2016-07-01' }),
    );
    expect(lines).toEqual([
      '2016-05-18 10:00 request by 2016-06-08',
      '2016-06-24 10:00 nudge by 2016-07-01',
      '2016-07-06 10:00 can-we-help by 2016-07-01',
      '2016-07-13 10:00 still-needed by 2016-07-01',
    ]);
  });

  it('keeps the round open if the request already left, even if its new opening day is still to come', () => {
    const { world } = walk(aWorld(), {
      ...halfAYear,
      to: at('2016-05-21'),
      happenings: [revised('2016-05-20', { milestone: 'three-month-update', to: '2016-07-01' })],
    });
    const before = world.record.notices.filter(({ key }) => key.milestone === 'six-week-response');
    expect(
      before.map(({ key, reason }) => [key.rung, reason]).filter(([, reason]) => reason !== undefined),
    ).toEqual([]);
    const deputy = world.context.contacts.filter(({ role }) => role !== 'lead');
    const decision = decideNotices(world.record, {
      ...world.context,
      contacts: deputy,
      now: at('2016-05-23'),
    });
    expect(decision.owed.map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`)).toContain(
      'three-month-update request deputy',
    );
  });

  it('does not repeat the receipt of a return', () => {
    const { emails } = walk(aWorld(), {
      ...halfAYear,
      happenings: [
        answerRound('2016-04-18T16:12', 'six-week-response'),
        revised('2016-04-21', { milestone: 'six-week-response', to: '2016-05-10' }),
      ],
    });
    expect(inLines(emails).filter((line) => line.includes('receipt'))).toHaveLength(1);
  });

  it('repeats no email if it is moved back again', () => {
    expect(
      toLead(
        'six-week-response',
        revised('2016-04-13', { milestone: 'six-week-response', to: '2016-05-10' }),
        revised('2016-04-14', { milestone: 'six-week-response', to: '2016-04-19' }),
      ),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-04-22 10:00 can-we-help by 2016-04-19',
      '2016-04-29 10:00 still-needed by 2016-04-19',
    ]);
  });

  it('never shortens the time that the request promised', () => {
    expect(
      toLead(
        'three-month-update',
        revised('2016-05-20', { milestone: 'three-month-update', to: '2016-06-01' }),
      ).slice(1, 3),
    ).toEqual(['2016-06-02 10:00 nudge by 2016-06-08', '2016-06-13 10:00 can-we-help by 2016-06-08']);
  });
});

describe('a stopped clock', () => {
  it('stops every email to the force while it has no end date', () => {
    const { emails, world } = walk(aWorld(), {
      ...halfAYear,
      happenings: [suspended('2016-04-11', { from: '2016-04-11' })],
    });
    expect(linesTo('lead', emails).at(-1)).toBe('2016-03-22 10:00 six-week-response request by 2016-04-19');
    const { held } = decideNotices(world.record, { ...world.context, now: at('2016-04-12') });
    expect(held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'suspended',
      until: undefined,
    });
  });

  it('stops every email until its end date and moves the later ones by as many days', () => {
    const pause = { from: '2016-04-11', to: '2016-04-18' };
    const { emails } = walk(aWorld(), { ...halfAYear, happenings: [suspended('2016-04-08', pause)] });
    const during = emails.filter((email) => {
      const left = email.at.epochMilliseconds;
      return left >= at('2016-04-11').epochMilliseconds && left < at('2016-04-18').epochMilliseconds;
    });
    expect(during).toEqual([]);
    expect(linesTo('lead', emails).slice(1, 5)).toEqual([
      '2016-03-22 10:00 six-week-response request by 2016-04-19',
      '2016-04-19 10:00 six-week-response nudge by 2016-04-26',
      '2016-04-29 10:00 six-week-response can-we-help by 2016-04-26',
      '2016-05-09 10:00 six-week-response still-needed by 2016-04-26',
    ]);
  });

  it('moves the chasers by as many days if it stops after the due date', () => {
    expect(
      toLead('six-week-response', suspended('2016-04-20', { from: '2016-04-21', to: '2016-05-05' })),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-05-06 10:00 can-we-help by 2016-04-19',
      '2016-05-13 10:00 still-needed by 2016-04-19',
    ]);
  });

  it('sends the request again with a new date if it was stopped for long', () => {
    expect(
      toLead('six-week-response', suspended('2016-03-31', { from: '2016-04-01', to: '2016-06-01' })),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-06-01 10:00 request by 2016-06-17',
      '2016-06-13 10:00 nudge by 2016-06-17',
      '2016-06-22 10:00 can-we-help by 2016-06-17',
      '2016-06-29 10:00 still-needed by 2016-06-17',
    ]);
  });

  it('holds the email about the dates until the clock runs again', () => {
    const lines = toLead('publication', suspended('2016-03-08', { from: '2016-03-08', to: '2016-03-14' }));
    expect(lines).toEqual(['2016-03-14 10:00 dates']);
  });

  it('holds back a request as soon as a stop is planned that moves its due date', () => {
    const lines = toLead('six-week-response', suspended('2016-03-21', { from: '2016-04-01' }));
    expect(lines).toEqual([]);
  });

  it('has the same effect if only one follow-up is paused', () => {
    const pause = changeFollowUp('2016-04-08', () => ({ pauses: [stretch({ from: '2016-04-11' })] }));
    expect(toLead('six-week-response', pause)).toEqual(['2016-03-22 10:00 request by 2016-04-19']);
  });

  it('moves the answer date of a request that went out late', () => {
    const world = aWorld({
      record: aRecord({ followUp: aFollowUp({ releasedAt: '2016-04-15T09:00:00Z' }) }),
    });
    const { emails } = walk(world, {
      from: at('2016-04-15'),
      to: at('2016-05-31'),
      happenings: [suspended('2016-04-20', { from: '2016-04-21', to: '2016-04-28' })],
    });
    expect(linesTo('lead', emails).slice(0, 3)).toEqual([
      '2016-04-15 10:00 six-week-response request by 2016-04-29',
      '2016-04-28 10:00 six-week-response nudge by 2016-05-06',
      '2016-05-11 10:00 six-week-response can-we-help by 2016-05-06',
    ]);
  });
});
