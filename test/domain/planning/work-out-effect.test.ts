import { describe, expect, it } from 'vitest';
import { builtInCalendar, applyCalendarChanges } from '../../../shared/domain/clocks/calendar.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import {
  workOutEffect,
  type Effect,
  type FollowUpWithContext,
} from '../../../shared/domain/planning/work-out-effect.ts';
import {
  aContext,
  aFollowUp,
  aNotice,
  aRecord,
  aRevision,
  at,
  type GivenFollowUp,
} from '../../builders/follow-up.ts';

const now = at('2016-03-23');
const standing = (given: GivenFollowUp = {}): FollowUpWithContext => ({
  record: aRecord({ followUp: aFollowUp(given), notices: [aNotice()] }),
  context: aContext({ now }),
});
const after = (given: GivenFollowUp): Effect => workOutEffect(standing(), { after: standing(given), now });
const leadEmails = ({ emails }: Effect): string[] =>
  emails
    .filter(({ recipient }) => recipient.kind === 'contact' && recipient.contact.role === 'lead')
    .map(({ milestone, rungId, ...email }) => {
      const day = (moment: typeof email.before) =>
        moment === undefined ? '-' : londonDate(moment).toString();
      return `${milestone} ${rungId}: ${day(email.before)} to ${day(email.after)}`;
    });

describe('the preview of a change', () => {
  it('is empty if nothing changes', () => {
    expect(after({})).toEqual({ dates: [], emails: [] });
  });

  it('shows the new date and every email that moves with it', () => {
    const effect = after({
      revisions: [
        aRevision({ milestone: 'six-week-response', revisedDueOn: '2016-05-03', recordedOn: '2016-03-23' }),
      ],
    });
    expect(effect.dates.map(({ milestone, dueAfter }) => [milestone, dueAfter?.toString()])).toEqual([
      ['six-week-response', '2016-05-03'],
    ]);
    expect(leadEmails(effect)).toEqual([
      'six-week-response nudge: 2016-04-12 to 2016-04-25',
      'six-week-response can-we-help: 2016-04-22 to 2016-05-06',
      'six-week-response still-needed: 2016-04-29 to 2016-05-13',
    ]);
  });

  it('shows every email as cancelled while the clock is stopped without an end date', () => {
    const effect = after({ pauses: [{ from: '2016-03-23', reason: 'major incident' }] });
    expect(effect.dates.every(({ dueAfter }) => dueAfter === undefined)).toBe(true);
    expect(effect.emails.length).toBeGreaterThan(0);
    expect(effect.emails.every((email) => email.after === undefined)).toBe(true);
  });

  it('shows every email as cancelled, and no dates, if the follow-up is withdrawn', () => {
    const effect = after({ state: 'withdrawn' });
    expect(effect.dates).toEqual([]);
    expect(effect.emails.every((email) => email.after === undefined)).toBe(true);
  });

  it('shows an email that leaves on the same day but asks for another answer date (F12)', () => {
    const calendar = applyCalendarChanges(builtInCalendar, {
      added: [{ on: '2016-06-08', title: 'A day of mourning' }],
      dropped: [],
    });
    const moved = { ...standing(), context: aContext({ now, calendar }) };
    const effect = workOutEffect(standing(), { after: moved, now });
    const request = effect.emails.find(
      ({ milestone, rungId, copy }) => milestone === 'three-month-update' && rungId === 'request' && !copy,
    );
    expect(request?.after?.toString()).toBe(request?.before?.toString());
    expect(request?.answerBy?.toString()).toBe('2016-06-07');
  });
});

describe('a calendar that an admin changed', () => {
  it('still ends in 2030 if one bank holiday is added for 2040 (F12)', () => {
    const { knownTo } = applyCalendarChanges(builtInCalendar, {
      added: [{ on: '2040-06-01', title: 'x' }],
      dropped: [],
    });
    expect(knownTo.toString()).toBe('2030-12-31');
  });
});
