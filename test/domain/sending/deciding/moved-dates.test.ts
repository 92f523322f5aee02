import { describe, expect, it } from 'vitest';
import type { Suspension } from '../../../../shared/domain/follow-up.ts';
import { noticesOwed } from '../../../../shared/domain/sending/notices-owed.ts';
import type { MilestoneId, RoundId } from '../../../../shared/domain/programme.ts';
import { aFollowUp, aRecord, aRevision, at, day } from '../../../builders/follow-up.ts';
import { answers, aWorld, followUpChanges, inLines, linesTo, walk, type Happening } from '../../walk.ts';

const halfAYear = { from: at('2016-03-08'), to: at('2016-12-31') };

function revised(when: string, { milestone, to }: { milestone: MilestoneId; to: string }): Happening {
  return followUpChanges(when, (before) => ({
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

function toLead(round: RoundId | 'publication', ...happenings: Happening[]): string[] {
  const { emails } = walk(aWorld(), { ...halfAYear, happenings });
  return linesTo('lead', emails)
    .filter((line) => line.includes(round))
    .map((line) => line.replace(` ${round}`, ''));
}

describe('a due date that was moved', () => {
  it('lets no notice for the old date leave, and sends the rungs of the new date', () => {
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

  it('before its round opened moves the opening along', () => {
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

  it('owes no rung again whose new day lies before the move', () => {
    // The nudge left on 12 April; on 18 April the date moves by two days, so that its new day would be 14 April.
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

  it('owes a rung again whose new day lies after the move, but never the request', () => {
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

  it('does not send the request again, however far it was moved: its form is open', () => {
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

  it('keeps the round open that was asked for, although its new opening day is still to come', () => {
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
    const decision = noticesOwed(world.record, { ...world.context, contacts: deputy, now: at('2016-05-23') });
    expect(decision.owed.map(({ key }) => `${key.milestone} ${key.rung} ${key.contactId}`)).toContain(
      'three-month-update request deputy',
    );
  });

  it('makes nothing of an answer owed again: the receipt went out', () => {
    const { emails } = walk(aWorld(), {
      ...halfAYear,
      happenings: [
        answers('2016-04-18T16:12', 'six-week-response'),
        revised('2016-04-21', { milestone: 'six-week-response', to: '2016-05-10' }),
      ],
    });
    expect(inLines(emails).filter((line) => line.includes('receipt'))).toHaveLength(1);
  });

  it('moved back again owes nothing twice', () => {
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

  it('never takes time away from what a request promised', () => {
    expect(
      toLead(
        'three-month-update',
        revised('2016-05-20', { milestone: 'three-month-update', to: '2016-06-01' }),
      ).slice(1, 3),
    ).toEqual(['2016-06-02 10:00 nudge by 2016-06-08', '2016-06-13 10:00 can-we-help by 2016-06-08']);
  });
});

describe('a clock that stands still', () => {
  it('lets nothing of the ladder leave while nobody knows until when', () => {
    const { emails, world } = walk(aWorld(), {
      ...halfAYear,
      happenings: [suspended('2016-04-11', { from: '2016-04-11' })],
    });
    expect(linesTo('lead', emails).at(-1)).toBe('2016-03-22 10:00 six-week-response request by 2016-04-19');
    const { held } = noticesOwed(world.record, { ...world.context, now: at('2016-04-12') });
    expect(held).toContainEqual({
      milestone: 'six-week-response',
      rungId: 'request',
      reason: 'suspended',
      until: undefined,
    });
  });

  it('lets nothing leave in a stretch whose end is known either, and moves every rung', () => {
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

  it('that stops after the due date holds up the chasers by as many days', () => {
    expect(
      toLead('six-week-response', suspended('2016-04-20', { from: '2016-04-21', to: '2016-05-05' })),
    ).toEqual([
      '2016-03-22 10:00 request by 2016-04-19',
      '2016-04-12 10:00 nudge by 2016-04-19',
      '2016-05-06 10:00 can-we-help by 2016-04-19',
      '2016-05-13 10:00 still-needed by 2016-04-19',
    ]);
  });

  it('opens a round anew after it stood still for long, with a new date', () => {
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

  it('tells no dates while they stand still, and tells them when the clock runs again', () => {
    const lines = toLead('publication', suspended('2016-03-08', { from: '2016-03-08', to: '2016-03-14' }));
    expect(lines).toEqual(['2016-03-14 10:00 dates']);
  });

  it('holds back a date that it will move, from the day that is known', () => {
    const lines = toLead('six-week-response', suspended('2016-03-21', { from: '2016-04-01' }));
    expect(lines).toEqual([]);
  });

  it('is the pause of one follow-up as much as the suspension of all', () => {
    const pause = followUpChanges('2016-04-08', () => ({ pauses: [stretch({ from: '2016-04-11' })] }));
    expect(toLead('six-week-response', pause)).toEqual(['2016-03-22 10:00 request by 2016-04-19']);
  });

  it('moves the later day that a late request gave as well', () => {
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
