import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSilent, personsWords, tellWritten } from './written-mail.ts';

/** The headers that a gateway, a list or a relay may add to a mail that a person wrote. */
const headers = [
  'List-Id: <inspection.essex.police.example>',
  'List-Unsubscribe: <mailto:leave@essex.police.example>',
  'List-Post: <mailto:inspection@essex.police.example>',
  'Precedence: list',
  'Precedence: bulk',
  'Precedence: junk',
  'Precedence: auto_reply',
  'X-Precedence: bulk',
  'X-Loop: essex-gw',
  'X-Auto-Response-Suppress: All',
  'X-Auto-Response-Suppress: OOF, AutoReply',
  'X-Auto-Response-Suppress: DR, OOF, AutoReply, All',
  'X-MS-Exchange-Inbox-Rules-Loop: lead@essex.police.example',
  'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
  'Auto-Submitted: auto-generated',
  'Auto-Submitted: auto-replied',
  'Auto-Submitted: auto-notified',
  'Auto-Submitted: auto-replied; owner-email="lead@essex.police.example"',
  'X-Autoreply: yes',
  'X-Autorespond: By 19 April',
  'X-Autoresponder: gateway',
  'X-Mail-Autoreply: yes',
  'X-Vacation: yes',
  'X-FC-MachineGenerated: true',
  'X-Failed-Recipients: lead@essex.police.example',
  'X-Cron-Env: <SHELL=/bin/sh>',
  'Return-Path: <>',
  'X-JIRA-FingerPrint: 00ff',
  'Feedback-ID: 1:essex',
];

const subjects = [
  'RE: Automatic reply: By 19 April: Essex six-week response',
  'Automatic reply: By 19 April: Essex six-week response',
  'Read: By 19 April: Essex six-week response',
  'RE: Read: By 19 April',
  'Not read: By 19 April',
  'Gelesen: By 19 April',
  'Out of office: who answers for us',
  'Out of Office AutoReply: By 19 April',
  'RE: Out of office Re: By 19 April',
  'Absence of a lead officer: our answer',
  'Annual leave and our six-week response',
  'Vacation cover for the missing-children desk',
  'Auto: our answer',
  'Abwesenheitsnotiz: By 19 April',
  'Réponse automatique : By 19 April',
  'Ymateb awtomatig: By 19 April',
  'Undeliverable: By 19 April',
  'Delivery Status Notification (Failure)',
  'Returned mail: see transcript for details',
  'Accepted: By 19 April',
  'Declined: By 19 April',
  'Recall: By 19 April',
  'Thank you for your email',
];

const calendarPart = (method: string, comment = ''): [string, string] => [
  `text/calendar; method=${method}; charset=utf-8`,
  [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:1',
    ...(comment === '' ? [] : [`COMMENT;LANGUAGE=en-GB:${comment}`]),
    'SUMMARY:By 19 April: Essex six-week response',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n'),
];

const everyPair = <A, B>(one: readonly A[], other: readonly B[]): [A, B][] =>
  one.flatMap((a) => other.map((b): [A, B] => [a, b]));

/** Returns the pairs whose words were filed as something that nobody reads. */
async function silenced<A>(
  pairs: readonly [A, string][],
  tell: (given: A, words: string) => ReturnType<typeof tellWritten>,
): Promise<string[]> {
  const found: string[] = [];
  for (const [given, words] of pairs) {
    const told = await tell(given, words);
    if (isSilent(told)) found.push(`${String(given)} | ${words} | ${told.kind}`);
  }
  return found;
}

describe("a person's words (F28)", () => {
  test('are never filed as nothing to do because of a header that a gateway adds', async () => {
    expect(
      await silenced(everyPair(headers, personsWords), (header, words) =>
        tellWritten({ words, headers: [header] }),
      ),
    ).toEqual([]);
  });

  test('are never filed as nothing to do because of how the subject begins', async () => {
    expect(
      await silenced(everyPair(subjects, personsWords), (subject, words) => tellWritten({ words, subject })),
    ).toEqual([]);
  });

  test('are never filed as nothing to do when a relay empties the envelope sender', async () => {
    expect(
      await silenced(everyPair(subjects, personsWords), (subject, words) =>
        tellWritten({ words, subject, envelopeFrom: '' }),
      ),
    ).toEqual([]);
  });

  test('are never filed as nothing to do beside the answer to an invitation', async () => {
    expect(
      await silenced(everyPair(['REPLY', 'COUNTER', 'REQUEST', 'CANCEL'], personsWords), (method, words) =>
        tellWritten({ words, beside: calendarPart(method) }),
      ),
    ).toEqual([]);
  });

  test('are never filed as nothing to do when only the calendar part contains them', async () => {
    expect(
      await silenced(everyPair(['REPLY', 'COUNTER'], personsWords), (method, words) =>
        tellWritten({ words: '', beside: calendarPart(method, words.replaceAll('\n', '\\n')) }),
      ),
    ).toEqual([]);
  });

  test('are never filed as nothing to do inside a report of any type', async () => {
    const types = ['disposition-notification', 'delivery-status', 'feedback-report'];
    expect(
      await silenced(everyPair(types, personsWords), (type, words) =>
        tellWritten({
          words,
          whole: `multipart/report; report-type=${type}`,
          beside: [
            `message/${type}`,
            'Final-Recipient: rfc822; lead@essex.police.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\nAction: failed\r\nStatus: 5.1.1',
          ],
        }),
      ),
    ).toEqual([]);
  });

  test('are never filed as nothing to do when several signs of a program come together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(headers, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...subjects),
        fc.constantFrom(...personsWords),
        fc.constantFrom('', 'lead@essex.police.example'),
        fc.constantFrom('text/plain' as const, 'text/html' as const),
        async (added, subject, words, envelopeFrom, type) => {
          const told = await tellWritten({ words, subject, headers: added, envelopeFrom, type });
          expect(isSilent(told), told.because).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("are an answer when only the subject looks like a program's", async () => {
    for (const subject of [
      'RE: Automatic reply: By 19 April',
      'Absence of a lead officer: our answer',
      'RE: Read: By 19 April',
      'Annual leave and our six-week response',
    ]) {
      expect((await tellWritten({ subject, words: personsWords[0] })).kind).toBe('answer');
    }
  });
});

describe('mail from programs', () => {
  const away: readonly (readonly [string, string])[] = [
    ['Automatic reply: By 19 April', 'I am out of the office until 25 April 2016 with no access to email.'],
    [
      'Automatic reply: By 19 April',
      'Hello,\n\nThank you for your email. I am currently on annual leave and will return on Monday 25 April. If your message is urgent, please contact DI Ann Price on 01245 491491.\n\nRegards\nDave',
    ],
    ['Out of office Re: By 19 April', "I'm on a course until Friday and will reply when I am back."],
    ['Ymateb awtomatig: By 19 April', "Rwyf allan o'r swyddfa tan 25 Ebrill."],
    [
      'Automatic reply: By 19 April',
      'I work Monday to Wednesday only. Your email has been received and I will respond on my return.',
    ],
    [
      'Automatic reply: By 19 April',
      'I am away from my desk today attending meetings and will have limited access to email. For urgent matters please contact the duty officer on 101 ext 12345.',
    ],
    [
      'Automatic reply: By 19 April',
      'I am on a training course this week and will only be checking emails in the evenings.',
    ],
    [
      'Automatic reply: By 19 April',
      'Ich bin bis zum 25. April nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Frau Keller (keller@essex.police.example).',
    ],
    [
      'Automatic reply: By 19 April',
      "Je suis en congé jusqu'au 25 avril. En cas d'urgence, veuillez contacter M. Blanc.",
    ],
  ];
  test.each(away)('is filed as an absence: %s', async (subject, words) => {
    const told = await tellWritten({ subject, words, headers: ['Auto-Submitted: auto-replied'] });
    expect(told.kind, told.because).toBe('out-of-office');
  });

  const acknowledgements = [
    'Thank you for contacting Essex Police. Your message has been logged under reference CRM-10442. We aim to answer within 20 working days.',
    'Your request (4471) has been received and is being reviewed by our team.',
    'Diolch am gysylltu. Mae eich neges wedi dod i law a byddwn yn ymateb o fewn deg diwrnod gwaith.',
    'Ihre Nachricht ist eingegangen. Wir werden uns innerhalb von drei Tagen melden.',
    'This is an automated response. This mailbox is read Monday to Friday. In an emergency call 999.',
  ];
  test.each(acknowledgements)('is filed as an acknowledgement when a header says so: %s', async (words) => {
    const told = await tellWritten({ words, headers: ['Auto-Submitted: auto-generated'] });
    expect(told.kind, told.because).toBe('automatic');
  });

  test.each(acknowledgements.slice(0, 4))(
    'waits for a human when it is an acknowledgement without such a header: %s',
    async (words) => {
      expect((await tellWritten({ words, subject: 'Received' })).kind).not.toBe('answer');
    },
  );

  test.each([
    'Your mail to the list inspection is being held until its moderator has approved it.',
    'Please confirm that you are a person. Your message will then be delivered.',
    'Shaw commented on INSP-9.',
    'Your request #88121 has been updated. Status: Open.',
    'Automated message: your correspondence has been allocated to a case officer.',
    'Vielen Dank für Ihre Nachricht. Wir haben sie erhalten.',
    'Hemos recibido su mensaje y le responderemos pronto.',
  ])("waits for a human when only its words look like a program's: %s", async (words) => {
    const told = await tellWritten({ words, subject: 'Received' });
    expect(told).toMatchObject({ kind: 'unclear', why: 'automatic-and-answers' });
  });

  const receipts = [
    'Your message\n\n   To: Shaw, David\n   Subject: By 19 April\n   Sent: 22 March 2016 10:00\n\n was read on 12 April 2016 09:14.',
    'Ihre Nachricht wurde am 12. April 2016 um 10:12 gelesen.',
    'Votre message a été lu le 12 avril 2016 à 10:12.',
    "This is a Return Receipt for the mail that you sent to lead@essex.police.example.\n\nNote: This Return Receipt only acknowledges that the message was displayed on the recipient's computer. There is no guarantee that the recipient has read or understood the message contents.",
  ];
  test.each(receipts)('is filed as a read receipt: %s', async (words) => {
    const told = await tellWritten({
      words,
      subject: 'Read: By 19 April',
      whole: 'multipart/report; report-type=disposition-notification',
      beside: [
        'message/disposition-notification',
        'Final-Recipient: rfc822; lead@essex.police.example\r\nDisposition: manual-action/MDN-sent-manually; displayed',
      ],
    });
    expect(told.kind, told.because).toBe('read-receipt');
  });

  test.each(['', 'Thanks', 'Dave Shaw has accepted this invitation.'])(
    'is filed as the answer to an invitation: "%s"',
    async (words) => {
      expect((await tellWritten({ words, beside: calendarPart('REPLY') })).kind).toBe('calendar-answer');
    },
  );
});
