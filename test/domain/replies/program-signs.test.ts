import { describe, expect, test } from 'vitest';
import { readReply } from '../../../shared/domain/replies/read-reply.ts';
import { readSentEmail } from '../../../shared/domain/replies/read-sent-email.ts';
import { createMailReader } from '../../../shared/adapters/mail/postal-mime-reader.ts';
import type { SentText } from '../../../shared/domain/replies/align/sent-text.ts';
import { classifyReply, type ToldReply } from '../../../shared/domain/replies/classify-reply.ts';
import { joinPassages } from '../../../shared/domain/replies/words-of-reply.ts';
import { corpusReceivedAt, corpusRecommendations, corpusRequest } from '../../use-cases/replies/corpus.ts';
import { LEAD, writtenMail, type WrittenMail } from '../../use-cases/replies/written-mail.ts';

const subject = 'By 19 April: Essex 2016 six-week response, about 10 minutes';
const sent: SentText = {
  subject,
  text: corpusRequest,
  names: ['Inspectorate follow-up team', 'Chief Superintendent Shaw'],
  addresses: [LEAD],
  sentAt: '2016-03-22T10:00:00Z',
};
const thread = ['In-Reply-To: <0107-1@eu-west-2.amazonses.com>'];

async function tell(mail: WrittenMail): Promise<ToldReply> {
  const message = await createMailReader().read(Buffer.from(writtenMail(mail)));
  return classifyReply(message, {
    receipt: { envelopeFrom: LEAD, receivedAt: corpusReceivedAt },
    asked: corpusRecommendations,
    ourNames: ['Priya', 'Nair'],
    isFromContact: true,
    sents: [sent],
  });
}

describe('an email of a program without a header that says so', () => {
  test.each([
    ['a service desk', `Case 4410 is open.\n\nSummary: ${subject}\nPriority: 4\n\nOur aim is five days.`],
    ['a quarantine', `One message waits.\n\nFrom: follow-up\nSubject: ${subject}\n\nRelease or block it.`],
    ['a help desk', '=== Please type your reply above this line ===\n\nCase 88 went to Information.'],
    [
      'a challenge',
      'Sorry for this automated message. I take email only from people I know. Ask for access at https://guard.example/9f',
    ],
    ['a workflow', 'Rota changed for May.\n\nThis notification was sent by the rota system.'],
  ])('waits for a person when it is from %s', async (_, words) => {
    expect(await tell({ words, headers: thread })).toMatchObject({
      kind: 'unclear',
      why: 'automatic-and-answers',
    });
  });

  test('waits for a person when its last line says so and it answers no email of ours', async () => {
    const title = corpusRecommendations[1]?.title ?? '';
    const words = `Shaw moved INSP-9 to Done.\n\n${title}\n\nOwner: Lowe\n\n-- \nThis message was sent by our issue tracker`;
    expect(await tell({ words, subject: '[INSP] status' })).toMatchObject({
      kind: 'unclear',
      why: 'automatic-and-answers',
    });
  });
});

describe("a person's answer", () => {
  test.each([
    'An automatic reply now tells parents which officer is on duty, and the council sees it too.',
    'Our system sends a message to the council when a child goes missing. The audit was in March.',
    'We looked at the six-week response again. Nothing has changed since the board met.',
  ])('is an answer although programs use such words: %s', async (words) => {
    expect((await tell({ words, headers: thread })).kind).toBe('answer');
  });

  test.each([
    'This went to you by post on 14 April, in the letter from the deputy chief constable.',
    'The return went in by courier on Monday.',
  ])('is for the owner when it says that it was sent another way: %s', async (words) => {
    expect(await tell({ words, headers: thread })).toMatchObject({ wants: 'sent-another-way' });
  });

  test('names somebody else when its writer has moved', async () => {
    const words = 'I moved to Operations in March. Please write to Det Supt Helen Okafor, who has this now.';
    expect((await tell({ words, headers: thread })).kind).toBe('not-me');
  });
});

describe('a signature in a reply that quotes our email', () => {
  const signatory = { name: 'Shaw, Dee', address: LEAD };
  const marked = (text: string): string => text.replaceAll(/^/gmu, '> ');
  const own = (text: string): string =>
    joinPassages(readReply(text, { sents: [sent], signatory, asked: corpusRecommendations }));
  const answer = 'The profile was rewritten and tested with partners on 6 April.';

  test.each([
    ['a delimiter and contact details', '-- \nD Shaw\nChief Superintendent\nTel 01245 490 111 ext 54321'],
    ['only the name', 'Dee'],
    ['the line of a French phone', 'Envoyé de mon iPhone'],
    ['a Welsh sign-off', 'Yn gywir\n\nDee Shaw\nPrif Uwcharolygydd'],
  ])('is set aside below the words: %s', (_, signature) => {
    expect(own(`${marked(corpusRequest)}\n\n${answer}\n\n${signature}`)).toBe(answer);
  });

  test('is set aside when a cut quotation stands between it and the words', () => {
    const [first = ''] = corpusRequest.split('\n\n').slice(2);
    const second = corpusRequest.split('\n\n')[5] ?? '';
    expect(own(`${marked(first)}\n\n${answer}\n\n${marked(second)}\n\nDee`)).toBe(answer);
  });

  test('takes nothing from words that only mention a phone', () => {
    const words = 'All staff now have Samsung phones.';
    expect(own(`${words}\n\n${marked(corpusRequest)}`)).toBe(words);
  });
});

test('An older email in the quoted thread is not the words of the reply', () => {
  const heading = (from: string, on: string): string =>
    `From: ${from}\nSent: ${on}\nTo: Shaw, Dee\nSubject: RE: ${subject}`;
  const reply = [
    'The missing number: 26 visits are late, of 640.',
    heading('Inspectorate follow-up team <follow-up@inspectorate.example>', '20 April 2016 09:15'),
    'Thank you. One figure is missing under 5: how many visits are late?',
    heading('Inspectorate follow-up team <follow-up@inspectorate.example>', '22 March 2016 10:00'),
    corpusRequest,
  ].join('\n\n');
  const read = readReply(reply, {
    sents: [sent],
    signatory: { name: 'Shaw, Dee', address: LEAD },
    asked: corpusRecommendations,
  });
  expect(joinPassages(read)).toBe('The missing number: 26 visits are late, of 640.');
});

test.each([
  ['Priya Nair\nFollow-up team, 020 7946 0123'],
  ['Priya Nair, follow-up team, 020 7946 0123\nYour inspection liaison officer has a copy.'],
  ['Kind regards\n\nPriya Nair\nFollow-up team'],
])('The name that signs an email of ours is known from its text: %j', async (end) => {
  const raw = `From: Follow-up team <follow-up@inspectorate.example>\r\nSubject: x\r\n\r\nDear Chief Superintendent Shaw\n\nPlease tell us.\n\n${end}\n`;
  const message = await createMailReader().read(Buffer.from(raw));
  expect(readSentEmail(message, corpusReceivedAt).ourNames).toEqual(['Priya', 'Nair']);
});
