import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createTransport } from 'nodemailer';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startSmtpDoor, type SmtpDoor } from '../../local/smtp-door.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';

const notificationSchema = z.looseObject({
  mail: z.looseObject({ messageId: z.string() }),
  receipt: z.looseObject({ action: z.looseObject({ bucketName: z.string(), objectKey: z.string() }) }),
});

const replyAddress = 'reply+7k4mx2pd@reply.inspectorate.example';

let stack: TestStack;
let door: SmtpDoor;
beforeAll(async () => {
  stack = await createTestStack();
  door = await startDoor(stack.resources.buckets['raw-mail']);
});
afterAll(async () => {
  await door.stop();
  await stack.stop();
});

function startDoor(rawMailBucket: string): Promise<SmtpDoor> {
  return startSmtpDoor({
    clock: stack.clock,
    s3: stack.clients.s3,
    sns: stack.clients.sns,
    rawMailBucket,
    incomingMailTopicArn: stack.resources.topicArns['incoming-mail'],
    domains: ['reply.inspectorate.example'],
    log: () => undefined,
  });
}

async function deliver(options: {
  through?: SmtpDoor;
  to?: string;
  from?: string;
  headers?: string[];
  body?: string | Buffer;
}): Promise<void> {
  const transport = createTransport({ url: (options.through ?? door).endpoint, ignoreTLS: true });
  try {
    await transport.sendMail({
      envelope: { from: options.from ?? 'lead@essex.example', to: options.to ?? replyAddress },
      raw: Buffer.concat([
        Buffer.from(
          [
            'From: Chief Superintendent Shaw <lead@essex.example>',
            `To: ${replyAddress}`,
            'Subject: =?UTF-8?Q?Re=3A_W=C5=B7n?=',
            ...(options.headers ?? []),
            '',
            '',
          ].join('\r\n'),
        ),
        Buffer.from(options.body ?? 'We are working on it.'),
      ]),
    });
  } finally {
    transport.close();
  }
}

async function nextNotification(): Promise<z.infer<typeof notificationSchema>> {
  const queueUrl = stack.resources.queueUrls['incoming-mail'];
  const { Messages: messages } = await stack.clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5 }),
  );
  await stack.clients.sqs.send(
    new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: messages?.[0]?.ReceiptHandle }),
  );
  return notificationSchema.parse(JSON.parse(messages?.[0]?.Body ?? ''));
}

async function storedMail(notification: z.infer<typeof notificationSchema>): Promise<string> {
  const { bucketName, objectKey } = notification.receipt.action;
  const stored = await stack.clients.s3.send(new GetObjectCommand({ Bucket: bucketName, Key: objectKey }));
  return (await stored.Body?.transformToString('latin1')) ?? '';
}

describe('the local SMTP server', () => {
  test('stores a reply whole, then reports it as SES reports incoming mail', async () => {
    stack.clock.setAsOf(Temporal.Instant.from('2016-04-18T15:12:00Z'));
    await deliver({});
    const notification = await nextNotification();
    expect(notification).toMatchObject({
      notificationType: 'Received',
      mail: {
        source: 'lead@essex.example',
        destination: [replyAddress],
        commonHeaders: {
          from: ['Chief Superintendent Shaw <lead@essex.example>'],
          to: [replyAddress],
          subject: 'Re: Wŷn',
          returnPath: 'lead@essex.example',
        },
      },
      receipt: {
        recipients: [replyAddress],
        spamVerdict: { status: 'PASS' },
        virusVerdict: { status: 'PASS' },
        spfVerdict: { status: 'PASS' },
        dkimVerdict: { status: 'PASS' },
        dmarcVerdict: { status: 'PASS' },
        action: { type: 'S3', objectKey: `mail/${notification.mail.messageId}` },
      },
    });
    expect(notification.mail['timestamp']).toMatch(/^2016-04-18T15:12:0\d\.\d{3}Z$/);
    const stored = await storedMail(notification);
    expect(stored).toMatch(/^Return-Path: <lead@essex\.example>\r\nReceived: from /);
    expect(stored).toMatch(/\r\n\r\nWe are working on it\.(\r\n)?$/);
  });

  test('takes verdicts from a header for tests, and removes that header', async () => {
    await deliver({ headers: ['X-Revisit-Test-Verdict: spam=FAIL; dmarc=fail'] });
    const notification = await nextNotification();
    expect(notification.receipt).toMatchObject({
      spamVerdict: { status: 'FAIL' },
      dmarcVerdict: { status: 'FAIL' },
      dmarcPolicy: 'reject',
      dkimVerdict: { status: 'PASS' },
    });
    expect(await storedMail(notification)).not.toContain('X-Revisit-Test-Verdict');
  });

  test('takes a bounce with an empty sender', async () => {
    await deliver({ from: '' });
    expect((await nextNotification()).mail['source']).toBe('');
  });

  test('stores an attachment whole when it is larger than one PutObject takes', async () => {
    await deliver({ body: `${'x'.repeat(70)}\r\n`.repeat(200_000) });
    expect((await storedMail(await nextNotification())).length).toBeGreaterThan(14_000_000);
  });

  test('refuses mail above 40 MB for good', async () => {
    await expect(deliver({ body: Buffer.alloc(41 * 1024 * 1024, 'x\r\n') })).rejects.toMatchObject({
      responseCode: 552,
    });
  });

  test('refuses mail to another domain for good', async () => {
    await expect(deliver({ to: 'somebody@elsewhere.example' })).rejects.toMatchObject({ responseCode: 550 });
  });

  test('refuses mail for now when it cannot store it, so that the sender tries again', async () => {
    const broken = await startDoor('no-such-bucket');
    await expect(deliver({ through: broken })).rejects.toMatchObject({ responseCode: 451 });
    await broken.stop();
  });
});
