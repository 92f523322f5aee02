import { createMailReader } from '../../../shared/adapters/mail/postal-mime-reader.ts';
import { classifyReply } from '../../../shared/domain/replies/classify-reply.ts';
import type { ClassifiedReply } from '../../../shared/domain/replies/classified-reply.ts';
import { composeEmail } from '../../../shared/wording/compose-email.ts';
import { sampleEmails } from '../../wording/sample-emails.ts';
import { corpusReceivedAt, corpusRecommendations } from './corpus.ts';

/** A mail from the lead, written for one test. */
export interface WrittenMail {
  readonly words: string;
  readonly subject?: string;
  readonly headers?: readonly string[];
  readonly envelopeFrom?: string;
  /** The content type of the words. Plain text if left out. */
  readonly type?: 'text/plain' | 'text/html';
  /** A part beside the words, as its content type and its content. */
  readonly beside?: readonly [type: string, content: string];
  /** The content type of the whole mail, if the words have a part beside them. */
  readonly whole?: string;
}

export const LEAD = 'lead@essex.police.example';

export function writtenMail(mail: WrittenMail): string {
  const { words, type = 'text/plain', beside, whole = 'multipart/mixed', headers = [] } = mail;
  const head = [
    `From: Chief Superintendent Shaw <${LEAD}>`,
    `Subject: ${mail.subject ?? 'Re: By 19 April: Essex six-week response'}`,
    'Message-ID: <written@essex.police.example>',
    'MIME-Version: 1.0',
    ...headers,
  ];
  const body = ['Content-Transfer-Encoding: 8bit', '', words];
  const lines =
    beside === undefined
      ? [...head, `Content-Type: ${type}; charset=utf-8`, ...body]
      : [
          ...head,
          `Content-Type: ${whole}; boundary="part"`,
          '',
          '--part',
          `Content-Type: ${type}; charset=utf-8`,
          ...body,
          '--part',
          `Content-Type: ${beside[0]}`,
          '',
          beside[1],
          '--part--',
        ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Returns what the rules alone say of the mail. */
export async function tellWritten(mail: WrittenMail): Promise<ClassifiedReply> {
  const message = await createMailReader().read(Buffer.from(writtenMail(mail)));
  return classifyReply(message, {
    receipt: { envelopeFrom: mail.envelopeFrom ?? LEAD, receivedAt: corpusReceivedAt },
    asked: corpusRecommendations,
    ourNames: ['Priya', 'Nair'],
    isFromContact: true,
    sents: [],
  });
}

/** Tells whether nobody would have to read the mail. It would stop the chasing, or file the words as nothing. */
export function isSilent({ kind }: ClassifiedReply): boolean {
  return !['answer', 'for-owner', 'not-me', 'unclear'].includes(kind);
}

/** Returns our request, as a program quotes it. */
export function ourRequest(): string {
  const facts = sampleEmails['request'];
  if (facts === undefined) throw new Error('There is no sample of the request.');
  return composeEmail(facts).text;
}

/** Sentences that people write and that no list contains. Each is an answer or part of one. */
export const personsWords = [
  'Forty officers were trained in March and the board has seen the audit.',
  'The missing-children desk moved to seven-day cover on 4 April.',
  'Rec 2: part way.',
  '1. Done\n2. Done\n3. We need until June',
  'Nothing to add since January.',
  'Please see the minutes of 4 April: the chief agreed to fund two posts.',
  'We disagree with area 3 and will explain why when you visit.',
  'Supt Jones now runs the unit. Her team meets the council each Friday.',
  'Yes',
  'Dim newid ers mis Ionawr. Mae pob swyddog wedi cael hyfforddiant.',
  'Alle Beamten wurden im März geschult.',
  'Tous les agents ont été formés en mars.',
  'Wszyscy policjanci zostali przeszkoleni w marcu.',
  'Thank you for your email. Forty officers have been through the course.',
  'I am on leave from Friday, so here is where we are: the desk is staffed day and night.',
  'I was out of the office. Our custody suites now refuse children overnight.',
  'All partners confirm that the referral form has been received and is in use.',
  'Your message was read out at the board, which agreed to all five points.',
  'Your email has been logged. We disagree with the finding about custody.',
  'See you then. Recommendation 2 is done and checked.',
  'Accepted, all five.',
] as const;
