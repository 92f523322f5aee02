import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import { hasAnything, standingOf } from '../../../shared/domain/returns/standing.ts';
import { findWait } from '../../../shared/domain/returns/waits.ts';
import type { Round, RoundMail } from '../../../shared/domain/round.ts';

const at = (day: string) => Temporal.Instant.from(`${day}T09:00:00Z`);
const on = (day: string) => Temporal.PlainDate.from(day);
const held = (day: string, more: Partial<RoundMail> = {}): RoundMail => ({
  mailId: `mail-${day}`,
  receivedAt: at(day),
  by: 'lead',
  state: 'held',
  recommendations: [],
  unplaced: 0,
  ...more,
});
const round = (given: Partial<Round>): Round => ({
  id: 'six-week-response',
  savedAnswers: [],
  returns: [],
  version: 1,
  ...given,
});
const wait = (given: Partial<Round>, today: string) => {
  const found = findWait(round(given), { today: on(today), calendar: builtInCalendar });
  return found === undefined ? undefined : [found.until.toString(), found.isOver];
};

describe('the wait of a round for a person at the inspectorate', () => {
  it('lasts five working days from an email that must be read', () => {
    expect(wait({ mails: [held('2016-04-11')] }, '2016-04-18')).toEqual(['2016-04-18', false]);
    expect(wait({ mails: [held('2016-04-11')] }, '2016-04-19')).toEqual(['2016-04-18', true]);
  });

  it('gets no longer by a second email', () => {
    const mails = [held('2016-04-11'), held('2016-04-15'), held('2016-04-18')];
    expect(wait({ mails }, '2016-04-18')).toEqual(['2016-04-18', false]);
  });

  it('ends when somebody has read the email', () => {
    const mails = [held('2016-04-11', { state: 'settled', settledAt: at('2016-04-12') })];
    expect(wait({ mails }, '2016-04-12')).toBeUndefined();
  });

  it('counts the days of earlier waits, whatever they were for', () => {
    const mails = [held('2016-04-04', { state: 'settled', settledAt: at('2016-04-07') })];
    const moreTime = { askedAt: at('2016-04-11'), by: 'lead', until: on('2016-05-13'), reason: 'leave' };
    expect(wait({ mails, moreTime }, '2016-04-12')).toEqual(['2016-04-13', false]);
    const long = [held('2016-03-23', { state: 'settled', settledAt: at('2016-04-08') })];
    expect(wait({ mails: long, moreTime }, '2016-04-12')).toEqual(['2016-04-11', true]);
  });

  it('is as long as somebody at the inspectorate says', () => {
    const waitUntil = {
      until: on('2016-04-29'),
      by: 'p-nair',
      at: at('2016-04-12'),
      reason: 'They are restructuring.',
    };
    expect(wait({ mails: [held('2016-04-11')], waitUntil }, '2016-04-25')).toEqual(['2016-04-29', false]);
  });

  it('does not begin because somebody said something without a code', () => {
    const sentAnotherWay = { saidAt: at('2016-04-11'), by: 'lead', how: 'letter', unproved: true as const };
    expect(wait({ sentAnotherWay }, '2016-04-11')).toBeUndefined();
  });
});

describe('what we have from a body in a round', () => {
  const standing = (given: Partial<Round>) =>
    standingOf(round(given), { asked: [1, 2, 3], today: on('2016-04-12'), calendar: builtInCalendar });

  it('is nothing before anything comes', () => {
    expect(hasAnything(standing({}))).toBe(false);
  });

  it('includes emails on the form until a later return', () => {
    const mails = [held('2016-04-11', { state: 'on-form' })];
    expect(standing({ mails }).onForm).toHaveLength(1);
    const sent = { version: 1, reference: 'A1', how: 'form', answered: 3, asked: 3, flags: [] } as const;
    expect(standing({ mails, returns: [{ ...sent, receivedAt: at('2016-04-12') }] }).onForm).toEqual([]);
    expect(standing({ mails, returns: [{ ...sent, receivedAt: at('2016-04-10') }] }).onForm).toHaveLength(1);
  });

  it('counts only saved answers that the round asks about', () => {
    expect(standing({ savedAnswers: [2, 7] }).saved).toEqual([2]);
  });
});
