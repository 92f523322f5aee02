import { ncpiRound } from '../builders/ncpi.ts';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { buildMimeMessage } from '../../shared/adapters/build-mime-message.ts';
import { composeEmail } from '../../shared/wording/compose-email.ts';
import type { EmailFacts, Section } from '../../shared/wording/email-facts.ts';
import {
  addressee,
  announced,
  aReportsEmail,
  canWeHelp,
  dates,
  essex,
  link,
  nudge,
  on,
  otherLink,
  questions,
  receipt,
  request,
  sampleEmails,
  statutory,
  stillNeeded,
} from './sample-emails.ts';

const samples = Object.entries(sampleEmails).map(([name, facts]) => ({
  name,
  facts,
  email: composeEmail(facts),
}));

function wordsIn(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

function paragraphsOf(text: string): string[] {
  return text.trimEnd().split('\n\n');
}

/** Returns the text that a reader of the HTML sees. */
function visibleText(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return body
    .replaceAll(/<!--.*?-->/gsu, '')
    .replaceAll(/<\/?(strong|a)\b[^>]*>/gu, '')
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

describe.each(samples)('the email "$name"', ({ name, facts, email }) => {
  it('starts with OFFICIAL, in text and HTML', () => {
    expect(email.text.split('\n')[0]).toBe('OFFICIAL');
    expect(visibleText(email.html)).toMatch(/^OFFICIAL /u);
  });

  it('says the same in text and HTML', () => {
    const plain = email.text.replaceAll(/^- /gmu, '').replaceAll(/\s+/gu, ' ').trim();
    expect(visibleText(email.html)).toBe(plain);
  });

  it('names its reader, is signed, and has under 150 words', () => {
    expect(email.text).toContain(`Dear ${facts.recipientName}\n`);
    expect(paragraphsOf(email.text).at(-1)).toMatch(/follow-up team/u);
    // An email that lists every task or problem may be longer.
    if (!name.includes(', every ')) {
      // The titles of recommendations are the report's words. The name and the number are settings.
      const own = email.text.replace(/^\d+\. .*$/gmu, '').replace(/ring His Majesty's .* 0000,/u, 'ring');
      expect(wordsIn(own)).toBeLessThan(150);
    }
    expect(email.subject.length).toBeLessThanOrEqual(78);
  });

  it('uses no word that blames, threatens or claims too much', () => {
    const words = `${email.subject}\n${email.text}\n${email.html}`;
    // The names of commands are no prose.
    expect(words.replace(/revisit \w+/gu, '')).not.toMatch(
      /\b(final\w*|overdue|fail\w*|escalat\w*|deliver\w*|told|late)\b/iu,
    );
    expect(words).not.toMatch(/undefined|null|NaN|\[object/u);
    expect(email.subject + email.text).not.toMatch(/ {2}(?!revisit )|\.\.|,,|:\.|\?\.| \./u);
  });

  it('writes dates and times in the official style, such as 8 March 2016 and 10am', () => {
    // A command names its follow-up by id, which contains a date.
    const prose = email.text.split('\n').filter((line) => !line.trim().startsWith('revisit '));
    expect(prose.join('\n')).not.toMatch(
      /\d(st|nd|rd|th)\b|\d{4}-\d\d-\d\d(?!\/)|\d\d\/\d\d|[A-Z][a-z]+, \d{4}/u,
    );
    expect(email.text).not.toMatch(/\d ?(a\.m\.|p\.m\.|AM|PM)|\d\.\d\d(am|pm)/u);
  });

  it('shows each web address in full on its own line, never behind other words', () => {
    const lines = email.text.split('\n');
    const addresses = lines.filter((line) => line.includes('://'));
    for (const line of addresses) expect(line).toMatch(/^https:\/\/\S+$/u);
    const anchors = [...email.html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/gu)];
    expect(anchors.map(([, href]) => href)).toEqual(addresses);
    for (const [, href, shown] of anchors) expect(shown).toBe(href);
    expect(email.html.match(/<a\b/gu) ?? []).toHaveLength(anchors.length);
  });

  it('has HTML that works in Outlook and dark mode, and loads and runs nothing', () => {
    expect(email.html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/u);
    expect(email.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(email.html).toContain('<!--[if mso]><table role="presentation" width="600"');
    expect(email.html).not.toMatch(/<(style|script|img|link|iframe|form|input|svg|video|div|section)\b/iu);
    expect(email.html).not.toMatch(/\bsrc=|\bsrcset=|url\(|@import|\bclass=|\bon[a-z]+=/iu);
    expect(email.html).not.toMatch(/\b(color|background|flex|grid|position|float|var\()\s*:/iu);
  });

  it('survives the mail format unchanged, with unbroken web addresses', async () => {
    const raw = Buffer.from(await mimeOf(email)).toString('utf8');
    const message = await PostalMime.parse(raw);
    expect(message.subject).toBe(email.subject);
    expect(message.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(email.text.trimEnd());
    expect(message.html?.replaceAll('\r\n', '\n').trimEnd()).toBe(email.html.trimEnd());
    const lines = raw.split('\r\n');
    for (const line of email.text.split('\n').filter((text) => text.includes('://'))) {
      expect(lines).toContain(line);
    }
  });
});

function mimeOf(email: { subject: string; text: string; html: string }): Promise<Uint8Array> {
  return buildMimeMessage(
    {
      ...email,
      mailId: 'mail-1',
      to: { name: 'Chief Superintendent Shaw', address: 'lead@essex.example' },
      thread: [],
      tags: { followup: 'essex', mail: 'mail-1', attempt: '1' },
      answersSomebody: false,
    },
    { from: { name: 'Follow-up team', address: 'follow-up@inspectorate.example' }, region: 'eu-west-2' },
  );
}

describe('the subject of an email', () => {
  const subjects: [string, Section][] = [
    ['Essex 2016 child protection report: your dates', dates],
    ['Comments on the Essex 2018 report: publish by 2 May 2018', statutory],
    ['By 19 April: Essex 2016 six-week response', request],
    ['By 19 April: Essex 2016, 3 of 5 answers saved', nudge],
    ['Essex 2016 six-week response: can we help?', canWeHelp],
    ['Essex 2016 six-week response: still needed', stillNeeded],
    [
      'By 8 June: Essex 2016 three-month update',
      { ...request, round: ncpiRound('three-month-update'), by: on('2016-06-08') },
    ],
    [
      'By 11 August: Essex 2016 update before our revisit',
      { ...request, round: ncpiRound('pre-revisit-update'), by: on('2016-08-11') },
    ],
    ['Received: Essex 2016 six-week response', receipt],
    ['By 18 May: Essex 2016, questions on 2 and 4', questions],
    ['Essex 2016 revisit: 5 to 7 September 2016', announced],
  ];

  it.each(subjects)('is exactly as agreed: %s', (subject, section) => {
    expect(composeEmail(aReportsEmail([section])).subject).toBe(subject);
  });
});

const DATE = String.raw`\d{1,2} [A-Z][a-z]+ \d{4}`;

describe('the date by which an email asks the reader to act', () => {
  const asking = [
    'request',
    'nudge',
    'questions',
    'statutory date',
    'statutory reminder',
    'named',
    'approval asked',
  ];

  it.each(asking)('is one date only, in subject and text, in the email "%s"', (name) => {
    const { email } = sampleOf(name);
    const asked = new Set(
      [...email.text.matchAll(new RegExp(`\\bby (${DATE})`, 'gu'))].map(([, date]) => date),
    );
    expect(asked.size).toBe(1);
    const [date = ''] = asked;
    const dayAndMonth = date.replace(/ \d{4}$/u, '');
    expect(email.subject.toLowerCase()).toContain(`by ${dayAndMonth.toLowerCase()}`);
    expect(email.html).toMatch(new RegExp(`<strong[^>]*>${date}</strong>`, 'u'));
    expect(email.html.match(/<strong\b/gu)).toHaveLength(1);
  });

  it('is replaced in a chaser by the day on which the owner rings', () => {
    for (const name of ['can we help', 'still needed']) {
      const { email } = sampleOf(name);
      expect(email.text).toContain('If we have not heard by 4 May 2016, I will ring you.');
      expect(email.html.match(/<strong\b/gu)).toHaveLength(1);
    }
  });

  it('is absent from the first email, which asks for nothing', () => {
    const { email } = sampleOf('dates');
    expect(email.text).toContain('You do not need to do anything today.');
    expect(email.html).not.toContain('<strong');
  });
});

function sampleOf(name: string) {
  const sample = samples.find((candidate) => candidate.name === name);
  if (sample === undefined) throw new Error(`No sample is called ${name}.`);
  return sample;
}

describe('the due date of the revisit', () => {
  it('is described as the inspectorate’s job in every email that names it', () => {
    const naming = samples.filter(({ email }) => email.text.includes('We aim to revisit'));
    expect(naming.length).toBeGreaterThan(2);
    for (const { email, name } of naming) {
      if (!name.endsWith('dates, two reports')) expect(email.text).toMatch(/[Aa]rranging that is our job/u);
    }
  });
});

describe('a nudge', () => {
  it('says in subject and text how many answers are saved', () => {
    const { email } = sampleOf('nudge');
    expect(email.text).toContain("In Essex Police's six-week response, 3 of 5 answers are saved.");
  });

  it('has its own words if no answer is saved', () => {
    const { email } = sampleOf('nudge, nothing saved');
    expect(email.subject).toBe('By 19 April: Essex 2016 six-week response, about 10 minutes');
    expect(email.subject + email.text).not.toContain('0 of 5');
  });

  it('asks the reader only to check and send if every answer is saved', () => {
    const { email } = sampleOf('nudge, everything saved');
    expect(email.subject).toBe('By 19 April: Essex 2016, 5 of 5 answers saved, ready to send');
    expect(email.text).toContain('Please check and send them by 19 April 2016:');
  });
});

describe('a copy of an email', () => {
  const copies = samples.filter(({ name }) => name.includes('cop'));

  it('names the person who got the original and asks for nothing', () => {
    expect(copies.length).toBeGreaterThan(5);
    for (const { email } of copies) {
      expect(email.subject).toMatch(/ \(copy\)$/u);
      expect(email.text).toContain('Chief Superintendent Shaw');
      expect(email.text).toContain('You do not need to do anything');
      expect(email.text).not.toMatch(
        /\b(You are our|ring you|[Pp]lease (send|answer|tell us|check|choose))\b/u,
      );
    }
  });

  it('has its own link, with which its reader can take over the request', () => {
    const { email } = sampleOf('request, copy');
    expect(email.text).toContain(
      `If they cannot answer, you can take it on, or say who should:\n${otherLink}\n`,
    );
    expect(email.text).not.toContain(link);
  });
});

describe('an email to a person with two reports', () => {
  it('has one link for each report', () => {
    const { email } = sampleOf('request, two reports');
    expect(email.subject).toBe('By 12 April: updates on 2 Essex reports');
    expect(email.text).toContain(`(5 recommendations) by 19 April 2016:\n${link}\n`);
    expect(email.text).toContain(`(3 recommendations) by 12 April 2016:\n${otherLink}\n`);
    expect(email.text).toContain('report published on 8 March 2016');
    expect(email.text).toContain('report published on 10 November 2015');
  });

  it('gives the progress of both in the subject', () => {
    expect(sampleOf('nudge, two reports').email.subject).toBe(
      'By 19 April: 3 of 9 answers saved, 2 Essex reports',
    );
  });

  it('has the most urgent news in the subject and says that there is more', () => {
    const { email } = sampleOf('can we help, and a request');
    expect(email.subject).toBe('Essex 2016 six-week response: can we help? (and 1 more report)');
    expect(email.text).not.toContain('I will ring you');
  });

  it('says only once that the owner will ring if both answers are missing', () => {
    const { email } = sampleOf('still needed, two reports');
    expect(email.text.match(/I will ring you/gu)).toHaveLength(1);
  });

  it('names each report only once, even if it has two pieces of news', () => {
    const { text } = composeEmail(aReportsEmail([questions, { ...announced, reader: addressee() }]));
    expect(text.match(/Child protection report published on 8 March 2016/gu)).toHaveLength(1);
    expect(text).toContain('We will revisit from 5 to 7 September 2016.');
    expect(text).not.toContain('This email is about');
  });

  it('is signed by both owners and says "we"', () => {
    const { text } = composeEmail(
      aReportsEmail([stillNeeded, { ...stillNeeded, report: { ...essex, publishedOn: on('2015-11-10') } }], {
        owners: [
          { name: 'Priya Nair', telephone: '020 7946 0123' },
          { name: 'Ruth Okafor', telephone: '020 7946 0456' },
        ],
      }),
    );
    expect(text).toContain('we will ring you');
    expect(text).toContain(
      'Priya Nair, follow-up team, 020 7946 0123\nRuth Okafor, follow-up team, 020 7946 0456\n',
    );
  });
});

describe('an email about an invented force', () => {
  it('is marked SIMULATED in the subject and in the text', () => {
    const { email } = sampleOf('simulated request');
    expect(email.subject).toMatch(/^\[SIMULATED\] /u);
    expect(paragraphsOf(email.text)[1]).toMatch(/^SIMULATED: /u);
  });

  it('marks only the invented force SIMULATED in a list with real ones', () => {
    const { email } = sampleOf('digest');
    expect(email.text).toContain('- Loamshire 2016 (SIMULATED): ');
    expect(email.text).toContain('- Essex 2016: ');
  });
});

describe('names that other people typed', () => {
  function withNames(name: string): EmailFacts {
    return aReportsEmail([{ ...request, report: { ...essex, bodyName: name } }], {
      recipientName: name,
      owners: [{ name, telephone: '020 7946 0123' }],
    });
  }

  it('keep their accents in text and HTML', () => {
    const { text, html } = composeEmail(withNames('Heddlu Tŷ Ŵyn'));
    expect(text).toContain('Dear Heddlu Tŷ Ŵyn');
    expect(html).toContain('Dear Heddlu Tŷ Ŵyn');
  });

  it('cannot add markup to the HTML', () => {
    const { html } = composeEmail(withNames(`<img src=x onerror="alert('1')">&lt;b`));
    expect(html).not.toMatch(/<(img|b)\b/u);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;lt;b');
  });

  it('cannot start a line or a header, or reverse the reading direction', () => {
    const { subject, text } = composeEmail(
      withNames('Shaw\r\n\r\nBcc: all@essex.example\u2028\u202Egnihton'),
    );
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u202E]/u);
    expect(text).toContain('Dear Shaw Bcc: all@essex.example gnihton\n');
  });

  it('cannot turn a script into a link', () => {
    const facts = aReportsEmail([
      { ...dates, report: { ...essex, url: 'javascript:alert(1)//https://inspectorate.example' } },
    ]);
    expect(composeEmail(facts).html).not.toContain('<a');
  });
});
