import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingMail } from '../../../shared/domain/replies/incoming-mail.ts';
import { isNightly } from '../../support/nightly.ts';
import { corpusReceivedAt, corpusReplyToken, corpusSesMessageId } from './corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from './essex-inbox.ts';

let inbox: EssexInbox;
beforeAll(async () => {
  inbox = await createEssexInbox();
});
afterAll(() => inbox.stop());
beforeEach(() => inbox.reset());

const TOKEN_ADDRESS = `reply+${corpusReplyToken}@reply.inspectorate.example`;

const ids: Readonly<Record<string, string | undefined>> = {
  'our Message-ID': `${corpusSesMessageId}@eu-west-2.amazonses.com`,
  'our mail id': 'mail-of-the-request@inspectorate.example',
  'a foreign Message-ID': 'lunch-1@else.example',
  'a forged id of the mail service':
    '0107015300000000-00000000-0000-0000-0000-000000000000-000000@eu-west-2.amazonses.com',
  'no id': undefined,
};

const recipients: Readonly<Record<string, readonly string[]>> = {
  'our recipient': ['lead@essex.police.example'],
  'our recipient in capitals': ['LEAD@Essex.Police.Example'],
  'our recipient beside another': ['friend@elsewhere.example', 'lead@essex.police.example'],
  'a stranger': ['friend@elsewhere.example'],
  'a colleague whom we never wrote to': ['colleague@essex.police.example'],
  'a contact that we never wrote to': ['office@essex-pfcc.example'],
  nobody: [],
};

interface Bounce {
  readonly id: string | undefined;
  readonly to: readonly string[];
  readonly form: 'a standard report' | 'free form';
  readonly address?: string;
  readonly from?: string;
  readonly envelopeFrom?: string;
  /** DMARC proves that the report comes from the recipient's own mail domain. */
  readonly isFromTheirs?: boolean;
}

function bounceMail({
  id,
  to,
  form,
  isFromTheirs = false,
  from = `Mail Delivery System <MAILER-DAEMON@${isFromTheirs ? 'essex.police.example' : 'mx.example'}>`,
}: Bounce): string {
  const returned = [
    'From: x@y.example',
    ...(id === undefined ? [] : [`Message-ID: <${id}>`]),
    'Subject: lunch',
  ];
  const head = [
    `From: ${from}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <dsn@mx.example>',
  ];
  if (form === 'free form') {
    const failed = to.map((address) => `<${address}>: 550 5.1.1 user unknown`);
    return [
      ...head,
      'Content-Type: text/plain',
      '',
      'This is a permanent error. Your message could not be delivered.',
      ...failed.slice(0, 1),
      '',
      '--- Below this line is a copy of the message.',
      '',
      ...returned,
      '',
    ].join('\r\n');
  }
  const groups = to.flatMap((address) => [
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
    '',
  ]);
  return [
    ...head,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Delivery failed.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    ...groups,
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '',
    '--b--',
    '',
  ].join('\r\n');
}

async function receive(bounce: Bounce): Promise<IncomingMail> {
  return inbox.receive(bounceMail(bounce), {
    id: 'bounce',
    rawKey: 'mail/bounce',
    receivedAt: corpusReceivedAt,
    envelopeFrom: bounce.envelopeFrom ?? '',
    recipients: [bounce.address ?? TOKEN_ADDRESS],
    verdicts: {
      spam: 'PASS',
      virus: 'PASS',
      spf: 'PASS',
      dkim: 'GRAY',
      dmarc: bounce.isFromTheirs === true ? 'PASS' : 'GRAY',
    },
  });
}

/** Returns what the ledger says of our request. */
async function facts(): Promise<unknown> {
  const { notices } = await inbox.service.followUps.load(essexId);
  return notices.map((notice) => notice.facts);
}

/** Returns everything that is stored, except incoming mail. */
async function everythingElse(): Promise<Record<string, unknown>> {
  const stored = await inbox.stored();
  return Object.fromEntries([...stored].filter(([, item]) => !('receiptId' in item || 'mailPk' in item)));
}

/**
 * Tells whether a report counts. Anybody who got an email of ours from its recipient can name that recipient. So a report
 * with only the recipient counts only if it comes from the recipient's own mail system.
 */
const isOurs = (by: { id: string; recipient: string; isFromTheirs: boolean }): boolean =>
  by.id.startsWith('our') || (by.recipient.startsWith('our') && by.isFromTheirs);

const forms = ['a standard report', 'free form'] as const;
const table = Object.keys(ids).flatMap((id) =>
  Object.keys(recipients).flatMap((recipient) =>
    // A report in free form names one recipient.
    forms
      .filter((form) => form === 'a standard report' || recipient !== 'our recipient beside another')
      .flatMap((form) =>
        (id.startsWith('our') ? [false] : [false, true]).map((isFromTheirs) => ({
          id,
          recipient,
          form,
          isFromTheirs,
          ours: isOurs({ id, recipient, isFromTheirs }),
        })),
      ),
  ),
);

/** One form of each report, with each id, each recipient and each outcome. `npm run corpus` tries every combination. */
const tried = isNightly ? table : table.filter((report, index) => isFirstOf(report, table.slice(0, index)));

/** Tells whether no earlier report has the same id, recipient and outcome. */
function isFirstOf({ id, recipient, ours }: (typeof table)[number], earlier: typeof table): boolean {
  return !earlier.some((one) => one.id === id && one.recipient === recipient && one.ours === ours);
}

describe('a report of non-delivery to the reply address of a follow-up (F29)', () => {
  test.each(tried.filter(({ ours }) => !ours))(
    'changes nothing and waits for a human when it is not proven to be ours: $form, $id, $recipient',
    async ({ id, recipient, form, isFromTheirs }) => {
      const before = await everythingElse();
      const mail = await receive({ id: ids[id], to: recipients[recipient] ?? [], form, isFromTheirs });
      expect(mail).toMatchObject({
        place: 'holding-pen',
        kind: 'delivery-report',
        reason: 'unmatched-report',
      });
      expect(await everythingElse()).toEqual(before);
      expect((await inbox.service.inbox.holdingPen()).map((held) => held.id)).toEqual([mail.id]);
    },
  );

  test.each(tried.filter(({ ours }) => ours))(
    'is recorded when it is about our email: $form, $id, $recipient, from their own system: $isFromTheirs',
    async ({ id, recipient, form, isFromTheirs }) => {
      const before = await facts();
      const mail = await receive({ id: ids[id], to: recipients[recipient] ?? [], form, isFromTheirs });
      expect(mail).toMatchObject({ place: 'taken', reason: 'delivery-recorded' });
      expect(await facts()).not.toEqual(before);
    },
  );
});

describe("a person's mail with an empty envelope sender (F28, F29)", () => {
  test.each([
    'The referrals could not be delivered to the council in March. That is mended.',
    'Our letter was returned to sender, so the mailbox does not exist any more. Rec 2 is part way.',
    '550 5.1.1 was the error that our own reports had. It is mended.',
  ])('is not taken for a report of a mail system: %s', async (words) => {
    const before = await facts();
    const mail = await inbox.receive(
      [
        'From: Chief Superintendent Shaw <lead@essex.police.example>',
        'Subject: Re: By 19 April: delivery failed',
        'Message-ID: <person@essex.police.example>',
        `In-Reply-To: <${corpusSesMessageId}@eu-west-2.amazonses.com>`,
        'X-Failed-Recipients: lead@essex.police.example',
        '',
        words,
        '',
      ].join('\r\n'),
      {
        id: 'person',
        rawKey: 'mail/person',
        receivedAt: corpusReceivedAt,
        envelopeFrom: '',
        recipients: [TOKEN_ADDRESS],
        verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
      },
    );
    expect(mail).toMatchObject({ place: 'holding-pen', reason: 'automatic-and-answers' });
    expect(await facts()).toEqual(before);
  });
});

describe('a forged report of non-delivery to the general address (F29)', () => {
  test("changes nothing, even if it names the lead's address", async () => {
    const before = await everythingElse();
    const mail = await receive({
      id: ids['a foreign Message-ID'],
      to: ['lead@essex.police.example'],
      form: 'a standard report',
      address: 'follow-up@reply.inspectorate.example',
    });
    expect(mail).toMatchObject({ place: 'holding-pen', reason: 'unmatched-report' });
    expect(await everythingElse()).toEqual(before);
  });
});
