import { describe, expect, it } from 'vitest';
import { formatDate, formatDayAndMonth, isBefore, type PlainDate } from '../../shared/domain/dates.ts';
import { composeEmail } from '../../shared/wording/compose-email.ts';
import type { EmailFacts, NewsEmail } from '../../shared/wording/email-facts.ts';
import { on, sampleEmails } from './sample-emails.ts';

/** Every kind of email that can leave late. A new kind does not compile until it is here, and then it needs a sample. */
const kinds: Readonly<Record<NewsEmail['kind'], true>> = {
  reports: true,
  code: true,
  'new-link': true,
  named: true,
  'handed-over': true,
  'approval-asked': true,
  'approval-told': true,
  'more-time-answer': true,
  'mail-received': true,
  'reply-read': true,
  'owner-alerts': true,
};

const isNews = (facts: EmailFacts): facts is NewsEmail => facts.kind in kinds;

const news = Object.entries(sampleEmails).flatMap(([name, facts]) =>
  isNews(facts) ? [{ name, facts }] : [],
);

/** Days before, on and after each date that a sample names. */
const days: readonly PlainDate[] = [
  '2016-03-22',
  '2016-04-19',
  '2016-04-20',
  '2016-04-29',
  '2016-05-04',
  '2016-05-05',
  '2016-05-19',
  '2016-06-09',
  '2016-08-12',
  '2016-09-09',
  '2018-05-03',
  '2019-01-01',
].map(on);

/** Dates that are facts of the past, and not dates to act by. */
const tellsOfThePast =
  /\b(?:asked|published|received|sent|pressed|passed|told|had until|date was|email of|due|asks to have|concerns|wrote|ask for more time|at \d{1,2}(?::\d\d)?[ap]m)\b/u;

/** A date that something is promised, asked or possible by. */
const toCome = /\b(?:[Bb]y|until|before|after) (\d{1,2} [A-Z][a-z]+ \d{4})/gu;

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.:?])\s|\n/u).filter((sentence) => sentence !== '');
}

const dates = new Map<string, PlainDate>();
for (let day = on('2015-01-01'); isBefore(day, on('2020-01-01')); day = day.add({ days: 1 })) {
  dates.set(formatDate(day), day);
}

describe.each(days)('an email that leaves on %s', (today) => {
  it('asks for nothing by a date that has passed', () => {
    const asked: string[] = [];
    for (const { name, facts } of news) {
      const { subject, text } = composeEmail({ ...facts, today });
      for (const sentence of sentencesOf(text)) {
        if (tellsOfThePast.test(sentence)) continue;
        for (const [, date = ''] of sentence.matchAll(toCome)) {
          const day = dates.get(date);
          if (day !== undefined && isBefore(day, today)) asked.push(`${name}: ${sentence}`);
        }
      }
      const [, by] = /\b(?:[Bb]y|until) (\d{1,2} [A-Z][a-z]+)/u.exec(subject) ?? [];
      const year = name.startsWith('statutory') ? 2018 : 2016;
      const day = by === undefined ? undefined : dates.get(`${by} ${year}`);
      if (day !== undefined && isBefore(day, today)) asked.push(`${name}: ${subject}`);
    }
    expect(asked).toEqual([]);
  });

  it('has a short subject, and no clumsy sentence', () => {
    for (const { name, facts } of news) {
      const { subject, text, html } = composeEmail({ ...facts, today });
      expect(subject.length, name).toBeLessThanOrEqual(78);
      expect(`${subject}\n${text}`, name).not.toMatch(/undefined| {2}(?!revisit )|\.\.|,,|:\.|\?\.| \.|: :/u);
      expect(subject, name).toMatch(/^(?:\[SIMULATED\] )?[A-Z0-9]/u);
      expect(subject, name).not.toMatch(/: *$/u);
      expect((html.match(/<strong\b/gu) ?? []).length, name).toBeLessThanOrEqual(1);
    }
  });
});

describe('the samples', () => {
  it('have every kind of email that can leave late', () => {
    expect(new Set(news.map(({ facts }) => facts.kind))).toEqual(new Set(Object.keys(kinds)));
  });
});

describe('an email that asks after the date', () => {
  const late = (name: string) => {
    const found = news.find((one) => one.name === name);
    if (found === undefined) throw new Error(`No sample is called ${name}.`);
    return composeEmail({ ...found.facts, today: on('2016-04-29') });
  };

  it.each([
    'request',
    'nudge',
    'named',
    'new link',
    'approval asked',
    'reply read',
    'more time, not granted',
  ])('says kindly that it was asked for, and is still useful, in the email "%s"', (name) => {
    const { subject, text } = late(name);
    expect(text).toMatch(/We asked for this by \d{1,2} April 2016\. It is still useful\./u);
    expect(subject).not.toMatch(/\bBy \d/u);
    expect(subject).toContain('Essex');
    expect(text).not.toContain(`by ${formatDayAndMonth(on('2016-04-19'))} 2016:`);
  });
});

describe('an email about two reports', () => {
  it('asks by the date to come, although the date of the other report has passed', () => {
    const sample = sampleEmails['request, two reports'];
    if (sample?.kind !== 'reports') throw new Error('There is no sample of two requests.');
    const { subject, text } = composeEmail({ ...sample, today: on('2016-04-15') });
    expect(subject).toBe('By 19 April: updates on 2 Essex reports');
    expect(text).toContain('We asked for this by 12 April 2016. It is still useful.');
    expect(text).toContain('by 19 April 2016:');
  });
});

describe('the subject of an email about one body', () => {
  it.each(news)('names the body: $name', ({ facts }) => {
    for (const today of [on('2016-03-22'), on('2019-01-01')]) {
      expect(composeEmail({ ...facts, today }).subject).toMatch(/Essex|Loamshire/u);
    }
  });
});

describe('an email without settings of the organisation', () => {
  it.each(news)('promises no website and no number: $name', ({ facts }) => {
    const { text } = composeEmail(
      facts.kind === 'owner-alerts' ? facts : { ...facts, organisation: { name: 'An Inspectorate' } },
    );
    expect(text).not.toMatch(/website|the number on|ring An Inspectorate/u);
  });
});

describe('an email with settings of the organisation', () => {
  it('names the organisation, its number and the page that has it', () => {
    const facts = sampleEmails['code'];
    if (facts?.kind !== 'code') throw new Error('There is no sample of a code.');
    const organisation = { ...facts.organisation, checkAt: 'www.inspectorate.example/contact' };
    expect(composeEmail({ ...facts, organisation }).text).toContain(
      "To check this is genuine, ring His Majesty's Inspectorate on 020 7946 0000, the number on www.inspectorate.example/contact.",
    );
  });
});
