import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createHandler as createReceiveReply } from '../../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { sendSetUpMessages } from '../../local/set-up-messages.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

const at = '2016-03-22T10:00:00Z';
const mail = { messageId: '0101', timestamp: at, destination: ['lead@loamshire.example'] };
const tagged = { ...mail, tags: { mail: ['a-mail'] } };
const receipt = (action: object) => ({
  notificationType: 'Received',
  mail,
  receipt: { recipients: ['t@reply.inspectorate.example'], action },
});

const answerSchema = z.object({ batchItemFailures: z.array(z.unknown()) });

let running: RunningTestService;

beforeAll(async () => {
  running = await startTestService({ asOf: at });
});
afterAll(() => running.stop());

/** Hands one message to the real function as Lambda does, and tells whether the function gives it back. */
async function comesBack(consumer: string, message: unknown): Promise<boolean> {
  const { service } = running;
  const handler =
    consumer === 'record-mail-event'
      ? createRecordMailEvent(service)
      : consumer === 'receive-reply'
        ? createReceiveReply(service)
        : createSendNotices(service);
  const event = {
    Records: [
      {
        messageId: 'one',
        body: typeof message === 'string' ? message : JSON.stringify(message),
        attributes: { ApproximateReceiveCount: '1' },
        eventSource: 'aws:sqs',
      },
    ],
  };
  const answer: unknown = await Reflect.apply(handler, undefined, [
    event,
    { functionName: consumer, awsRequestId: '1' },
  ]);
  return answerSchema.parse(answer).batchItemFailures.length > 0;
}

const logged = (code: string) => running.log.filter((line) => line.includes(code)).length;

const consumers = ['record-mail-event', 'receive-reply', 'send-notices'];

const aboutSetUp: [what: string, message: unknown][] = [
  ['SES checked a topic', 'Successfully validated SNS topic for Amazon SES event publishing.'],
  [
    'a topic wants its subscription confirmed',
    { Type: 'SubscriptionConfirmation', TopicArn: 'arn:aws:sns:eu-west-2:1:t', Token: '1' },
  ],
  ['S3 checked the queue', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'raw-mail' }],
  [
    'SES checked the topic of an identity',
    { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have successfully subscribed.' },
  ],
];

describe.each(consumers)('%s', (consumer) => {
  test.each(aboutSetUp)('accepts and logs the message that means: %s (F14)', async (_, message) => {
    const before = logged('message-not-ours');
    expect(await comesBack(consumer, message)).toBe(false);
    expect(logged('message-not-ours')).toBe(before + 1);
  });

  test.each<[what: string, message: unknown]>([
    ['text that is not JSON', 'Successfully validated something else.'],
    ['JSON of an unknown form', { hello: 'world' }],
    ['an empty message', ''],
    ['a list', []],
    ['the end of a subscription', { Type: 'UnsubscribeConfirmation', TopicArn: 'arn:aws:sns:eu-west-2:1:t' }],
    ['an event for our email without a result', { eventType: 'Bounce', mail: tagged }],
    ['a mail that was not stored', receipt({ type: 'Bounce', topicArn: 'arn:aws:sns:eu-west-2:1:t' })],
  ])('gives back %s, so that a human sees it (F14)', async (_, message) => {
    const before = logged('message-failed');
    expect(await comesBack(consumer, message)).toBe(true);
    expect(logged('message-failed')).toBe(before + 1);
  });
});

describe('record-mail-event', () => {
  test.each<[what: string, message: unknown]>([
    ['an opening', { eventType: 'Open', mail: tagged, open: { timestamp: at } }],
    ['an event that SES adds one day', { eventType: 'Held Back', mail: tagged, heldBack: {} }],
    ['an event of an email without our tag', { eventType: 'Delivery', mail, delivery: { timestamp: at } }],
    [
      'a bounce told to the topic of an identity',
      { notificationType: 'Bounce', mail, bounce: { bounceType: 'Permanent', timestamp: at } },
    ],
    [
      'feedback that an email is no spam',
      {
        eventType: 'Complaint',
        mail: tagged,
        complaint: { timestamp: at, complaintFeedbackType: 'not-spam' },
      },
    ],
  ])('accepts and logs %s (F14)', async (_, message) => {
    const before = logged('message-not-ours');
    expect(await comesBack('record-mail-event', message)).toBe(false);
    expect(logged('message-not-ours')).toBe(before + 1);
  });

  test('gives back an incoming mail, which belongs to another queue (F14)', async () => {
    const stored = receipt({ type: 'S3', bucketName: 'raw-mail', objectKey: 'mail/1' });
    expect(await comesBack('record-mail-event', stored)).toBe(true);
  });

  test('reads an event inside the envelope that SNS adds when raw delivery is off (F14)', async () => {
    const event = JSON.stringify({ eventType: 'Delivery', mail: tagged, delivery: { timestamp: at } });
    const envelope = { Type: 'Notification', MessageId: '1', TopicArn: 'arn:aws:sns:eu-west-2:1:t' };
    const before = logged('mail-event-without-claim');
    expect(await comesBack('record-mail-event', { ...envelope, Message: event })).toBe(false);
    expect(logged('mail-event-without-claim')).toBe(before + 1);
  });
});

describe('the first messages of a new stage', () => {
  test('leave no dead letter and no mail for a human (F14)', async () => {
    const { stack, service, runner } = running;
    const before = logged('message-not-ours');
    await sendSetUpMessages({ resources: stack.resources, clients: stack.clients, clock: stack.clock });
    await runner.drain();
    expect(logged('message-not-ours')).toBe(before + 2);
    expect(Object.values(await service.deadLetters.count())).toEqual([0, 0, 0]);
    expect(await service.inbox.holdingPen()).toEqual([]);
  });
});
