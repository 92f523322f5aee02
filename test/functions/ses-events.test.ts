import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createHandler } from '../../functions/record-mail-event/handler.ts';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { NoticeFactName } from '../../shared/domain/notice.ts';
import { corpusSesMessageId } from '../use-cases/replies/corpus.ts';
import { createEssexInbox, essexId, type EssexInbox } from '../use-cases/replies/essex-inbox.ts';

/**
 * The events of SES as its guide gives them ("Contents of event data that Amazon SES publishes to Amazon SNS"), each for
 * an email of ours.
 */
const at = '2016-03-22T10:05:00.000Z';
const mail = {
  timestamp: '2016-03-22T10:00:00.000Z',
  messageId: corpusSesMessageId,
  source: 'follow-up@inspectorate.example',
  sourceArn: 'arn:aws:ses:eu-west-2:000000000000:identity/inspectorate.example',
  sendingAccountId: '000000000000',
  destination: ['lead@essex.police.example'],
  headersTruncated: false,
  headers: [{ name: 'Subject', value: 'By 19 April' }],
  commonHeaders: { from: ['follow-up@inspectorate.example'], subject: 'By 19 April' },
  tags: { 'ses:configuration-set': ['revisit'], mail: ['mail-of-the-request'] },
};

const recipient = {
  emailAddress: 'lead@essex.police.example',
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550',
};

const bounce = (bounceType: unknown, bounceSubType: unknown, more: object = {}) => ({
  eventType: 'Bounce',
  mail,
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: [recipient],
    timestamp: at,
    feedbackId: '1',
    reportingMTA: 'dsn; x',
    ...more,
  },
});
const complaint = (complaintFeedbackType: unknown, complaintSubType: unknown = null) => ({
  eventType: 'Complaint',
  mail,
  complaint: {
    complainedRecipients: [{ emailAddress: recipient.emailAddress }],
    timestamp: at,
    feedbackId: '1',
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintSubType,
    complaintFeedbackType,
    arrivalDate: at,
  },
});
const delay = (delayType: unknown) => ({
  eventType: 'DeliveryDelay',
  mail,
  deliveryDelay: { timestamp: at, delayType, expirationTime: at, delayedRecipients: [recipient] },
});

type Row = readonly [what: string, event: unknown, fact: NoticeFactName | undefined];

/** Every shape, and the fact that the ledger records. Without a fact the event is only logged and counted. */
const shapes: readonly Row[] = [
  ['Send', { eventType: 'Send', mail, send: {} }, 'accepted'],
  [
    'Delivery',
    {
      eventType: 'Delivery',
      mail,
      delivery: {
        timestamp: at,
        processingTimeMillis: 3,
        recipients: [],
        smtpResponse: '250 ok',
        reportingMTA: 'x',
      },
    },
    'delivered',
  ],
  ['Bounce Undetermined', bounce('Undetermined', 'Undetermined'), 'transientBounce'],
  ...['General', 'NoEmail'].map((type): Row => [
    `Bounce Permanent ${type}`,
    bounce('Permanent', type),
    'permanentBounce',
  ]),
  ...['Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient'].map((type): Row => [
    `Bounce Permanent ${type}`,
    bounce('Permanent', type),
    'suppressed',
  ]),
  ...[
    'General',
    'MailboxFull',
    'MessageTooLarge',
    'CustomTimeoutExceeded',
    'ContentRejected',
    'AttachmentRejected',
  ].map((type): Row => [`Bounce Transient ${type}`, bounce('Transient', type), 'transientBounce']),
  ['Bounce of a type that SES adds one day', bounce('Deferred', 'New'), 'transientBounce'],
  [
    'Bounce with nulls',
    bounce('Permanent', null, { bouncedRecipients: null, timestamp: null, reportingMTA: null }),
    'permanentBounce',
  ],
  [
    'Bounce with a recipient of nulls',
    bounce('Transient', 'General', {
      bouncedRecipients: [{ emailAddress: 'x', status: null, diagnosticCode: null }],
    }),
    'transientBounce',
  ],
  ...['abuse', 'fraud', 'virus', 'other', null].map((type): Row => [
    `Complaint ${String(type)}`,
    complaint(type),
    'complained',
  ]),
  ...['not-spam', 'auth-failure'].map((type): Row => [`Complaint ${type}`, complaint(type), undefined]),
  ['Complaint OnAccountSuppressionList', complaint(null, 'OnAccountSuppressionList'), 'suppressed'],
  ['Reject', { eventType: 'Reject', mail, reject: { reason: 'Bad content' } }, 'rejected'],
  ['Reject with null', { eventType: 'Reject', mail, reject: { reason: null } }, 'rejected'],
  ...[
    'InternalFailure',
    'General',
    'MailboxFull',
    'SpamDetected',
    'RecipientServerError',
    'IPFailure',
    'TransientCommunicationFailure',
    'BYOIPHostNameLookupUnavailable',
    'SendingDeferral',
    'Undetermined',
    null,
  ].map((type): Row => [`DeliveryDelay ${String(type)}`, delay(type), 'delayed']),
  [
    'Rendering Failure',
    { eventType: 'Rendering Failure', mail, failure: { errorMessage: 'Attribute', templateName: 'T' } },
    'failed',
  ],
  [
    'Rendering Failure with null',
    { eventType: 'Rendering Failure', mail, failure: { errorMessage: null, templateName: null } },
    'failed',
  ],
  [
    'Subscription',
    {
      eventType: 'Subscription',
      mail,
      subscription: {
        contactList: 'L',
        timestamp: at,
        source: 'UnsubscribeHeader',
        newTopicPreferences: { unsubscribeAll: true },
      },
    },
    undefined,
  ],
  [
    'Open',
    { eventType: 'Open', mail, open: { ipAddress: '192.0.2.1', timestamp: at, userAgent: 'x' } },
    undefined,
  ],
  [
    'Click',
    {
      eventType: 'Click',
      mail,
      click: {
        ipAddress: '192.0.2.1',
        timestamp: at,
        link: 'https://x.example',
        linkTags: null,
        userAgent: 'x',
      },
    },
    undefined,
  ],
  ['an unknown type', { eventType: 'Teleport', mail, teleport: null }, undefined],
  [
    'an event without tags',
    { eventType: 'Delivery', mail: { ...mail, tags: null }, delivery: { timestamp: at } },
    undefined,
  ],
  ['an event of the topic of an identity', { notificationType: 'Bounce', mail, bounce: null }, undefined],
  [
    "SES's own validation message",
    'Successfully validated SNS topic for Amazon SES event publishing.',
    undefined,
  ],
];

const answerSchema = z.object({ batchItemFailures: z.array(z.unknown()) });

describe('what SES reports about an email of ours (F14)', () => {
  let inbox: EssexInbox;
  beforeAll(async () => {
    inbox = await createEssexInbox();
  });
  afterAll(() => inbox.stop());
  beforeEach(() => inbox.reset());

  test.each(shapes)('is recorded or counted, and never comes back: %s', async (_, event, fact) => {
    const counted: string[] = [];
    const metrics = { count: (name: string) => void counted.push(name), publish: () => undefined };
    const handler = createHandler({ ...inbox.service, metrics });
    const lines = inbox.log.length;
    const record = {
      messageId: 'one',
      body: typeof event === 'string' ? event : JSON.stringify(event),
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
    };
    const context = { functionName: 'record-mail-event', awsRequestId: '1' };
    const answer: unknown = await Reflect.apply(handler, undefined, [{ Records: [record] }, context]);
    const log = inbox.log.slice(lines);
    expect(answerSchema.parse(answer).batchItemFailures, log.join('\n')).toEqual([]);
    const { notices } = await inbox.service.followUps.load(essexId);
    if (fact === undefined) {
      expect(counted).toEqual([metricNames.messagesNotOurs]);
      expect(log.some((line) => line.includes('"message-not-ours"'))).toBe(true);
    } else {
      expect(counted).toEqual([]);
      expect(Object.keys(notices[0]?.facts ?? {})).toContain(fact);
      expect(log.some((line) => line.includes('"mail-event"'))).toBe(true);
    }
    expect(log.join('\n')).not.toContain('@essex.police.example');
  });
});
