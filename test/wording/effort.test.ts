import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateMinutes } from '../../shared/domain/form/effort.ts';
import { composeEmail } from '../../shared/wording/compose-email.ts';
import { effortSentence, formatEffort } from '../../shared/wording/en/effort.ts';
import { ncpiRound } from '../builders/ncpi.ts';
import { aReportsEmail, nudge, request, sampleEmails } from './sample-emails.ts';

const round = ncpiRound('six-week-response');

describe('the time that a round takes', () => {
  it.each([
    [0, false, 'about 10 minutes'],
    [1, false, 'about 10 minutes'],
    [5, false, 'about 10 minutes'],
    [6, false, 'about 15 minutes'],
    [12, false, 'about 25 minutes'],
    [20, false, 'about 40 minutes'],
    [26, false, 'about an hour'],
    [40, false, 'about an hour and a half'],
    [40, true, 'about 40 minutes'],
    [60, false, 'about 2 hours'],
    [70, false, 'about 2 and a half hours'],
  ])('for %i recommendations, prefilled %s, is %s', (asked, prefilled, says) => {
    expect(formatEffort(round, { asked, prefilled })).toBe(says);
  });

  it('follows the minutes that a programme gives', () => {
    expect(formatEffort({ ...round, minutesEach: 6 }, { asked: 5, prefilled: false })).toBe(
      'about 30 minutes',
    );
  });

  it('never gets shorter when more is asked, and never promises less than the estimate', () => {
    const minutesIn = (says: string): number => {
      const half = says.includes('and a half') ? 30 : 0;
      const count = Number(/\d+/u.exec(says)?.[0] ?? 1);
      return says.includes('hour') ? count * 60 + half : count;
    };
    fc.assert(
      fc.property(fc.nat(200), fc.boolean(), (asked, prefilled) => {
        const now = minutesIn(formatEffort(round, { asked, prefilled }));
        expect(now).toBeGreaterThanOrEqual(estimateMinutes(round, { asked, prefilled }));
        expect(minutesIn(formatEffort(round, { asked: asked + 1, prefilled }))).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('is the same in the request, the subject of a reminder and its text', () => {
    const asked = Array.from({ length: 40 }, (_, place) => ({ number: place + 1, title: 'One of many' }));
    const first = composeEmail(aReportsEmail([{ ...request, asked }])).text;
    const again = composeEmail(
      aReportsEmail([{ ...nudge, standing: { ...nudge.standing, saved: 0, asked: 40 } }]),
    );
    expect(first).toContain('It takes about an hour and a half with your action plan to hand.');
    expect(again.subject).toBe('By 19 April: Essex 2016 six-week response, about an hour and a half');
    expect(again.text).toContain('It takes about an hour and a half.');
  });

  it('leaves the subject where it does not fit', () => {
    const long = { ...nudge.report, bodyName: 'Avon and Somerset Constabulary' };
    const last = ncpiRound('pre-revisit-update');
    const facts = aReportsEmail([
      { ...nudge, standing: { ...nudge.standing, saved: 0, asked: 40 }, report: long, round: last },
    ]);
    const { subject } = composeEmail(facts);
    expect(subject).toBe('By 19 April: Avon and Somerset 2016 update before our revisit');
  });

  it('stays the official wording for five recommendations', () => {
    expect(effortSentence(round, { asked: 5, prefilled: false })).toBe(
      'It takes about 10 minutes with your action plan to hand',
    );
    const sample = sampleEmails['request'];
    if (sample === undefined) throw new Error('There is no sample of a request.');
    expect(composeEmail(sample).text).toContain('It takes about 10 minutes with your action plan to hand.');
  });
});

describe('the subject of questions about many recommendations', () => {
  it('counts them where their numbers do not fit', () => {
    const facts = sampleEmails['questions'];
    if (facts?.kind !== 'reports') throw new Error('There is no sample of questions.');
    const [section] = facts.sections;
    if (section.kind !== 'questions') throw new Error('The sample asks no questions.');
    const recommendations = Array.from({ length: 40 }, (_, place) => place + 1);
    const { subject } = composeEmail(aReportsEmail([{ ...section, recommendations }]));
    expect(subject).toBe('By 18 May: Essex 2016, questions on 40 recommendations');
  });
});
