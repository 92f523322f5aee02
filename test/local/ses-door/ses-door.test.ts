import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetAccountSendingEnabledCommand,
  GetSendQuotaCommand,
  SendRawEmailCommand,
  SESClient,
  SESServiceException,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { localSesAccount } from '../../../local/environment.ts';
import { startSesDoor } from '../../../local/ses-door/start-ses-door.ts';
import type { Behaviour } from '../../../local/ses-door/behaviours.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';

const eventSchema = z.looseObject({
  eventType: z.string(),
  mail: z.looseObject({
    messageId: z.string(),
    timestamp: z.string(),
    destination: z.array(z.string()),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    tags: z.record(z.string(), z.array(z.string())),
  }),
  bounce: z
    .looseObject({
      bounceType: z.string(),
      bounceSubType: z.string(),
      bouncedRecipients: z.array(z.looseObject({ emailAddress: z.string() })),
      timestamp: z.string(),
    })
    .optional(),
});
type MailEvent = z.infer<typeof eventSchema>;

let stack: TestStack;
let ses: SESClient;
beforeAll(async () => {
  stack = await createTestStack();
  ses = new SESClient({
    endpoint: stack.endpoints.ses,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  ses.destroy();
  await stack.stop();
});

function rawMail(options: { from?: string; extra?: string; body?: string } = {}): Buffer {
  return Buffer.from(
    [
      `From: Priya Nair <${options.from ?? 'follow-up@inspectorate.example'}>`,
      'To: Chief Superintendent Shaw <lead@essex.example>',
      'Subject: =?UTF-8?Q?By_19_April=3A_Essex_=E2=80=93_response?=',
      'Message-ID: <ours@inspectorate.example>',
      'Date: Thu, 01 Jan 1970 00:00:00 +0000',
      'X-Folded: one',
      '\ttwo',
      ...(options.extra === undefined ? [] : [options.extra]),
      '',
      options.body ?? 'Dear Chief Superintendent Shaw\r\n\r\nWŷn',
    ].join('\r\n'),
  );
}

async function send(input: Partial<SendRawEmailCommandInput> = {}): Promise<string> {
  const sent = await ses.send(
    new SendRawEmailCommand({
      Source: 'follow-up@inspectorate.example',
      Destinations: ['lead@essex.example'],
      RawMessage: { Data: rawMail() },
      ...input,
    }),
  );
  return sent.MessageId ?? '';
}

function sendTo(address: string): Promise<string> {
  return send({
    Destinations: [address],
    ConfigurationSetName: 'revisit-local',
    Tags: [
      { Name: 'followup', Value: 'essex-ncpi-2016-03-08' },
      { Name: 'attempt', Value: '1' },
    ],
  });
}

/** Takes events off the queue until this mail has as many as expected. */
async function eventsOf(mailId: string, count: number): Promise<MailEvent[]> {
  const queueUrl = stack.resources.queueUrls['mail-events'];
  const events: MailEvent[] = [];
  while (events.length < count) {
    const { Messages: messages = [] } = await stack.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
    );
    for (const message of messages) {
      const event = eventSchema.parse(JSON.parse(message.Body ?? ''));
      if (event.mail.messageId === mailId) events.push(event);
      await stack.clients.sqs.send(
        new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }),
      );
    }
  }
  return events;
}

async function refusalOf(sending: Promise<unknown>): Promise<{ name: string; status: number | undefined }> {
  const outcome: unknown = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof SESServiceException)) throw new Error('SES refused nothing.');
  return { name: outcome.name, status: outcome.$metadata.httpStatusCode };
}

describe('the local SES with a mail to send', () => {
  test('keeps a mail as its recipient gets it, with the Message-ID and Date of SES', async () => {
    stack.clock.setAsOf(Temporal.Instant.from('2016-07-14T09:00:01Z'));
    const id = await send({ RawMessage: { Data: rawMail({ extra: 'Bcc: hidden@essex.example' }) } });
    const eml = (await stack.sesDoor.readMail(id)).toString('utf8');
    expect(eml).toContain(`Message-ID: <${id}@eu-west-2.amazonses.com>\r\n`);
    expect(eml).toMatch(/^Date: Thu, 14 Jul 2016 09:00:0\d \+0000\r$/m);
    expect(eml).toContain('X-Folded: one\r\n\ttwo\r\n');
    expect(eml).toMatch(/Dear Chief Superintendent Shaw\r\n\r\nWŷn$/);
    expect(eml).not.toMatch(/ours@inspectorate|1970|hidden@/);
  });

  test('delivers only to the given destinations, whatever the To header says', async () => {
    const id = await send({ Destinations: ['Deputy <deputy@essex.example>'] });
    const envelope = (await stack.sesDoor.mails()).find((mail) => mail.id === id);
    expect(envelope?.destinations).toEqual(['deputy@essex.example']);
  });

  test('answers calls for the quota and for the state of the account', async () => {
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50_000 });
    expect(await ses.send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: true });
  });
});

describe('the local SES with a call that SES would refuse', () => {
  const cases: [string, Partial<SendRawEmailCommandInput>, string][] = [
    [
      'an unknown configuration set',
      { ConfigurationSetName: 'other' },
      'ConfigurationSetDoesNotExistException',
    ],
    ['a tag name with a space', { Tags: [{ Name: 'follow up', Value: 'x' }] }, 'InvalidParameterValue'],
    ['a tag value with a hash', { Tags: [{ Name: 'followup', Value: 'a#b' }] }, 'InvalidParameterValue'],
    [
      'a tag value of 257 characters',
      { Tags: [{ Name: 'mail', Value: 'a'.repeat(257) }] },
      'InvalidParameterValue',
    ],
    [
      'a sender of another domain',
      { RawMessage: { Data: rawMail({ from: 'a@elsewhere.example' }) } },
      'MessageRejected',
    ],
    ['a source of another domain', { Source: 'a@elsewhere.example' }, 'MessageRejected'],
    [
      'a message above 10 MB',
      { RawMessage: { Data: rawMail({ body: 'x'.repeat(10 * 1024 * 1024) }) } },
      'InvalidParameterValue',
    ],
    [
      'a message without From',
      { RawMessage: { Data: Buffer.from('To: a@b.example\r\n\r\nx') } },
      'InvalidParameterValue',
    ],
    ['an address without a domain', { Destinations: ['lead'] }, 'InvalidParameterValue'],
    [
      'more than 50 recipients',
      { Destinations: Array.from({ length: 51 }, (_, n) => `lead${n}@essex.example`) },
      'MessageRejected',
    ],
  ];
  test.each(cases)('refuses %s with status 400 and keeps nothing', async (_, input, code) => {
    const before = (await stack.sesDoor.mails()).length;
    expect(await refusalOf(send(input))).toEqual({ name: code, status: 400 });
    expect(await stack.sesDoor.mails()).toHaveLength(before);
  });

  test('answers with throttling for an address that was set to throttle', async () => {
    stack.sesDoor.setBehaviour('throttled@essex.example', 'throttle');
    expect(await refusalOf(sendTo('Throttled@essex.example'))).toEqual({ name: 'Throttling', status: 400 });
  });

  test('refuses a call without a signature, such as a web page could make', async () => {
    const response = await fetch(stack.endpoints.ses, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'SendRawEmail' }),
    });
    expect(response.status).toBe(403);
  });
});

describe('the local SES, which reports what becomes of an email,', () => {
  test('sends an event in the shape of SES, at the time of the local clock', async () => {
    stack.clock.setAsOf(Temporal.Instant.from('2016-07-14T09:00:01Z'));
    const id = await sendTo('success@simulator.amazonses.com');
    const [sent, delivered] = await eventsOf(id, 2);
    expect(sent).toMatchObject({
      eventType: 'Send',
      send: {},
      mail: {
        source: 'follow-up@inspectorate.example',
        destination: ['success@simulator.amazonses.com'],
        headersTruncated: false,
        commonHeaders: {
          from: ['Priya Nair <follow-up@inspectorate.example>'],
          messageId: id,
          subject: 'By 19 April: Essex – response',
        },
        tags: {
          followup: ['essex-ncpi-2016-03-08'],
          attempt: ['1'],
          'ses:configuration-set': ['revisit-local'],
          'ses:from-domain': ['inspectorate.example'],
        },
      },
    });
    expect(sent?.mail.timestamp).toMatch(/^2016-07-14T09:00:0\d\.\d{3}Z$/);
    expect(sent?.mail.headers).toContainEqual({ name: 'Message-ID', value: '<ours@inspectorate.example>' });
    expect(delivered).toMatchObject({
      eventType: 'Delivery',
      delivery: { recipients: ['success@simulator.amazonses.com'] },
    });
  });

  const simulated: [string, string[], object][] = [
    ['success', ['Send', 'Delivery'], {}],
    ['bounce+loamshire', ['Send', 'Bounce'], { bounceType: 'Permanent', bounceSubType: 'General' }],
    ['complaint', ['Send', 'Delivery', 'Complaint'], {}],
    ['ooto', ['Send', 'Delivery', 'Bounce'], { bounceType: 'Transient', bounceSubType: 'General' }],
    ['suppressionlist', ['Send', 'Bounce'], { bounceType: 'Permanent', bounceSubType: 'Suppressed' }],
  ];
  test.each(simulated)(
    'reports mail to %s@simulator.amazonses.com as %j',
    async (localPart, types, bounce) => {
      const address = `${localPart}@simulator.amazonses.com`;
      const events = await eventsOf(await sendTo(address), types.length);
      expect(events.map((event) => event.eventType)).toEqual(types);
      const bounced = events.find((event) => event.bounce !== undefined)?.bounce;
      expect(bounced ?? {}).toMatchObject(bounce);
      if (bounced !== undefined) expect(bounced.bouncedRecipients[0]?.emailAddress).toBe(address);
    },
  );

  const registered: [Behaviour, string[]][] = [
    ['bounce-soft', ['Send', 'Bounce']],
    ['bounce-after-delivery', ['Send', 'Delivery', 'Bounce']],
    ['suppressed-by-account', ['Send', 'Bounce']],
    ['delay', ['Send', 'DeliveryDelay']],
    ['reject', ['Send', 'Reject']],
    ['rendering-failure', ['Rendering Failure']],
    ['accept-only', ['Send']],
  ];
  test.each(registered)(
    'reports mail to an address with the behaviour %s as %j',
    async (behaviour, types) => {
      const address = `${behaviour}@essex.example`;
      stack.sesDoor.setBehaviour(address, behaviour);
      const events = await eventsOf(await sendTo(address), types.length);
      expect(events.map((event) => event.eventType)).toEqual(types);
    },
  );

  test('reports nothing about a mail without a configuration set', async () => {
    const untold = await send();
    const told = await sendTo('accept-only@essex.example');
    expect((await eventsOf(told, 1)).map((event) => event.mail.messageId)).not.toContain(untold);
    await expect.poll(() => stack.sesDoor.isBusy()).toBe(false);
  });

  test('can report a late event about a mail accepted long before', async () => {
    stack.sesDoor.setBehaviour('silent@essex.example', 'silent');
    const id = await sendTo('silent@essex.example');
    await stack.sesDoor.publishEvent({ mailId: id, kind: 'delivery' });
    expect((await eventsOf(id, 1)).map((event) => event.eventType)).toEqual(['Delivery']);
  });
});

describe('a local SES that is stopped and started again', () => {
  test('keeps its mail, and reports the events that it had not reported', async () => {
    const mailDirectory = join(stack.directory, 'restarted-mail');
    const start = (topicArn: string) =>
      startSesDoor({
        mailDirectory,
        clock: stack.clock,
        sns: stack.clients.sns,
        mailEventsTopicArn: topicArn,
        account: localSesAccount,
        log: () => undefined,
      });
    const first = await start('arn:aws:sns:eu-west-2:000000000000:not-there-yet');
    const client = new SESClient({
      endpoint: first.endpoint,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { MessageId: id = '' } = await client.send(
      new SendRawEmailCommand({
        Destinations: ['lead@essex.example'],
        RawMessage: { Data: rawMail() },
        ConfigurationSetName: 'revisit-local',
      }),
    );
    client.destroy();
    expect(first.isBusy()).toBe(true);
    await first.stop();

    const second = await start(stack.resources.topicArns['mail-events']);
    expect((await second.mails()).map((mail) => mail.id)).toEqual([id]);
    expect((await eventsOf(id, 2)).map((event) => event.eventType)).toEqual(['Send', 'Delivery']);
    await expect.poll(() => second.isBusy()).toBe(false);
    await second.stop();
    expect((await readdir(mailDirectory)).sort()).toEqual([`${id}.eml`, `${id}.json`]);
  });
});
