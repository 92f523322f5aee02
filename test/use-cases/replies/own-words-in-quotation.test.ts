import { describe, expect, test } from 'vitest';
import { removeOurSentences } from '../../../shared/domain/replies/our-sentences.ts';
import { composeEmail } from '../../../shared/wording/compose-email.ts';
import { sampleEmails } from '../../wording/sample-emails.ts';
import { corpusRecommendations } from './corpus.ts';
import { isSilent, ourRequest, personsWords, tellWritten } from './written-mail.ts';

const request = ourRequest();

/** The headings that mail programs put above a quotation without > marks. */
const heads: Readonly<Record<string, string>> = {
  'Outlook 2003':
    '-----Original Message-----\nFrom: Inspectorate follow-up team [mailto:follow-up@inspectorate.example]\nSent: 22 March 2016 10:00\nTo: Shaw, David\nSubject: By 19 April',
  'Outlook 2016':
    'From: Inspectorate follow-up team <follow-up@inspectorate.example>\nSent: 22 March 2016 10:00\nTo: Shaw, David <lead@essex.police.example>\nSubject: By 19 April',
  'Outlook on the web':
    '________________________________\nFrom: Inspectorate follow-up team <follow-up@inspectorate.example>\nSent: 22 March 2016 10:00\nTo: Shaw, David <lead@essex.police.example>\nSubject: By 19 April',
  'Outlook in Welsh':
    'Oddi wrth: Inspectorate follow-up team <follow-up@inspectorate.example>\nAnfonwyd: 22 Mawrth 2016 10:00\nAt: Shaw, David\nPwnc: By 19 April',
  'Outlook in German':
    'Von: Inspectorate follow-up team <follow-up@inspectorate.example>\nGesendet: Dienstag, 22. März 2016 10:00\nAn: Shaw, David\nBetreff: By 19 April',
  'a phone': 'On 22 Mar 2016, at 10:00, Inspectorate follow-up team <follow-up@inspectorate.example> wrote:',
  Yahoo:
    'On Tuesday, 22 March 2016, 10:00, Inspectorate follow-up team <follow-up@inspectorate.example> wrote:',
  'IBM Notes':
    '-----"Inspectorate follow-up team" <follow-up@inspectorate.example> wrote: -----\nTo: "David Shaw" <lead@essex.police.example>\nFrom: "Inspectorate follow-up team" <follow-up@inspectorate.example>\nDate: 22/03/2016 10:00AM\nSubject: By 19 April',
};

const tops = [
  '',
  'Thanks',
  'Many thanks Priya',
  'Kind regards\n\nDavid Shaw\nChief Superintendent',
  'Noted.',
];

const inside = (words: string): string =>
  request.replace('\n\nPlease do not name', `\n\n${words}\n\nPlease do not name`);

const places: Readonly<Record<string, (words: string) => string>> = {
  below: (words) => `${request}\n\n${words}`,
  'right below': (words) => `${request}\n${words}`,
  inside,
  'below the signature of an older email': (words) =>
    `${request}\n\nFrom: Inspectorate follow-up team <follow-up@inspectorate.example>\nSent: 8 March 2016 10:00\nTo: Shaw, David\nSubject: Dates\n\n${request}\n\n${words}`,
};

describe("a person's own words inside a quotation without > marks (F28)", () => {
  test.each(Object.entries(heads))(
    'are never filed as nothing to do below the heading of %s',
    async (_, head) => {
      const silent: string[] = [];
      for (const top of tops) {
        for (const [place, placed] of Object.entries(places)) {
          for (const words of personsWords) {
            const told = await tellWritten({ words: `${top}\n\n${head}\n\n${placed(words)}` });
            if (isSilent(told)) silent.push(`${top} | ${place} | ${words} | ${told.kind}`);
          }
        }
      }
      expect(silent).toEqual([]);
    },
  );

  test.each(Object.entries(heads).filter(([name]) => name !== 'Outlook in German'))(
    'are not imagined below the heading of %s when the reply adds no words',
    async (_, head) => {
      for (const kind of ['request', 'nudge', 'can we help', 'still needed', 'receipt']) {
        const facts = sampleEmails[kind];
        if (facts === undefined) throw new Error(`There is no sample of ${kind}.`);
        const told = await tellWritten({ words: `Thanks\n\n${head}\n\n${composeEmail(facts).text}` });
        expect(told.kind, `${kind}: ${told.because}`).toBe('thanks');
      }
    },
  );

  test.each(Object.entries(heads))(
    'keep the mail for a human below the heading of %s, even if words above them would be an answer',
    async (_, head) => {
      for (const placed of [places['below'], places['inside']]) {
        const words = `Rec 1: part way.\n\n${head}\n\n${placed?.(personsWords[0]) ?? ''}`;
        expect(await tellWritten({ words })).toMatchObject({ kind: 'unclear', why: 'inside-quote' });
      }
    },
  );

  test('do not include our sentences, at whatever width a mail program breaks the lines', async () => {
    for (let width = 60; width <= 90; width += 3) {
      const broken = request.replace(
        new RegExp(`(?![^\\n]{1,${width}}$)([^\\n]{1,${width}})\\s`, 'gu'),
        '$1\n',
      );
      const told = await tellWritten({ words: `Thanks\n\n${heads['Outlook 2016'] ?? ''}\n\n${broken}` });
      expect(told.kind, `${width}: ${told.because}`).toBe('thanks');
    }
  });
});

describe("a person's own words between two lines with > marks (F28)", () => {
  const attribution =
    'On 22 Mar 2016, at 10:00, Inspectorate follow-up team <follow-up@inspectorate.example> wrote:';
  const lines = request.split('\n').filter((line) => line !== '');

  test.each(personsWords)('are never filed as nothing to do: %s', async (words) => {
    for (let at = 1; at < lines.length; at += 1) {
      const text = [
        attribution,
        '',
        ...lines.slice(0, at).map((line) => `> ${line}`),
        words,
        ...lines.slice(at).map((line) => `> ${line}`),
      ].join('\n');
      const told = await tellWritten({ words: text });
      expect(isSilent(told), `${at}: ${told.because}`).toBe(false);
    }
  });

  test('are not imagined when a mail program broke a line of ours', async () => {
    const broken = lines.flatMap((line) => {
      const at = line.lastIndexOf(' ', 72);
      return line.length <= 72 || at === -1
        ? [`> ${line}`]
        : [`> ${line.slice(0, at)}`, line.slice(at + 1, at + 73)];
    });
    const told = await tellWritten({
      words: ['Rec 2: part way.', '', attribution, '', ...broken].join('\n'),
    });
    if (told.kind !== 'answer') expect(told).toMatchObject({ why: 'inside-quote' });
    else expect(told.answers.answers).toEqual([{ number: 2, words: 'part way.' }]);
  });

  test("keep the mail for a human when the quotation holds only somebody else's words", async () => {
    const told = await tellWritten({ words: '> All five are done.\n> Please tell the inspectorate.' });
    expect(told).toMatchObject({ kind: 'unclear', why: 'inside-quote' });
  });
});

describe('the list of our own sentences', () => {
  const letters = Object.keys(sampleEmails).filter(
    (name) =>
      /^(?:dates|request|nudge|can we help|still needed|questions|receipt|announced|more time|new link|named)/u.test(
        name,
      ) && !/copy|copies|reports|of two|and a request|no recommendation recorded/u.test(name),
  );

  test('is tried with every letter to a force', () => {
    expect(letters.length).toBeGreaterThanOrEqual(15);
  });

  test.each(letters)('covers every sentence in: %s', (name) => {
    const facts = sampleEmails[name];
    if (facts === undefined) throw new Error(`There is no sample of ${name}.`);
    const listed = corpusRecommendations.map(({ number, title }) => `${number}. ${title}`);
    expect(removeOurSentences(composeEmail(facts).text, listed).trim()).toBe('');
  });

  test.each(personsWords)("covers none of a person's words: %s", (words) => {
    expect(removeOurSentences(words)).toBe(words);
  });
});
