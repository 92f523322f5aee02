import { randomUUID } from 'node:crypto';
import { addressParser, decodeWords } from 'postal-mime';
import { fieldValues, type RawMessage } from '../raw-message.ts';
import type { Envelope } from './mail-store.ts';

export type MailEventKind =
  | 'send'
  | 'delivery'
  | 'bounce-permanent'
  | 'bounce-transient'
  | 'bounce-suppressed'
  | 'bounce-suppressed-by-account'
  | 'out-of-office'
  | 'complaint'
  | 'feedback-not-spam'
  | 'feedback-auth-failure'
  | 'reject'
  | 'delivery-delay'
  | 'rendering-failure';

interface BounceFacts {
  bounceType: 'Permanent' | 'Transient';
  bounceSubType: 'General' | 'Suppressed' | 'OnAccountSuppressionList';
  status?: string;
  diagnosticCode?: string;
}

const bounces = {
  'bounce-permanent': {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  'bounce-transient': {
    bounceType: 'Transient',
    bounceSubType: 'General',
    status: '4.4.7',
    diagnosticCode: 'smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes',
  },
  'bounce-suppressed': {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  },
  'bounce-suppressed-by-account': {
    bounceType: 'Permanent',
    bounceSubType: 'OnAccountSuppressionList',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
  },
  // SES counts an automatic reply to its Return-Path as a transient bounce without a diagnosis.
  'out-of-office': { bounceType: 'Transient', bounceSubType: 'General' },
} satisfies Record<string, BounceFacts>;

/**
 * Composes an event as SES publishes it to SNS.
 * Source: Amazon SES developer guide, "Contents of event data that Amazon SES publishes to Amazon SNS".
 */
export function composeMailEvent(options: {
  kind: MailEventKind;
  envelope: Envelope;
  /** The message as the sender gave it to SES. SES repeats its original headers. */
  original: RawMessage;
  recipients: readonly string[];
  /** The instant of the event in ISO format. */
  at: string;
}): Record<string, unknown> {
  const { kind, envelope, recipients, at } = options;
  const mail = mailObject(envelope, options.original);
  switch (kind) {
    case 'send':
      return { eventType: 'Send', mail, send: {} };
    case 'delivery':
      return {
        eventType: 'Delivery',
        mail,
        delivery: {
          timestamp: at,
          processingTimeMillis: Math.max(0, Date.parse(at) - Date.parse(envelope.acceptedAt)),
          recipients,
          smtpResponse: '250 2.6.0 Message received',
          reportingMTA: 'b224-13.smtp-out.eu-west-2.amazonses.com',
        },
      };
    case 'bounce-permanent':
    case 'bounce-transient':
    case 'bounce-suppressed':
    case 'bounce-suppressed-by-account':
    case 'out-of-office':
      return { eventType: 'Bounce', mail, bounce: bounceObject(bounces[kind], { recipients, at }) };
    case 'complaint':
      return { eventType: 'Complaint', mail, complaint: complaintObject('abuse', { recipients, at }) };
    case 'feedback-not-spam':
      return { eventType: 'Complaint', mail, complaint: complaintObject('not-spam', { recipients, at }) };
    case 'feedback-auth-failure':
      return { eventType: 'Complaint', mail, complaint: complaintObject('auth-failure', { recipients, at }) };
    case 'reject':
      return { eventType: 'Reject', mail, reject: { reason: 'Bad content' } };
    case 'delivery-delay':
      return {
        eventType: 'DeliveryDelay',
        mail,
        deliveryDelay: {
          timestamp: at,
          delayType: 'TransientCommunicationFailure',
          expirationTime: new Date(Date.parse(envelope.acceptedAt) + fourteenHours).toISOString(),
          delayedRecipients: recipients.map((emailAddress) => ({
            emailAddress,
            status: '4.4.1',
            diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
          })),
        },
      };
    case 'rendering-failure':
      return {
        eventType: 'Rendering Failure',
        mail,
        failure: {
          errorMessage: "Attribute 'attributeName' is not present in the rendering data.",
          templateName: 'none',
        },
      };
  }
}

/** How long SES tries to deliver a mail. */
const fourteenHours = 14 * 60 * 60 * 1000;

/** The largest part of the headers that SES repeats. */
const headerLimitBytes = 10 * 1024;

function mailObject(envelope: Envelope, original: RawMessage): Record<string, unknown> {
  const addresses = (name: string): string[] => fieldValues(original, name).map(decodeWords);
  const first = (name: string): string | undefined => addresses(name)[0];
  const headers = original.fields.map(({ name, value }) => ({ name, value }));
  const headersTruncated = Buffer.byteLength(JSON.stringify(headers)) > headerLimitBytes;
  const fromDomain =
    addressParser(first('From') ?? '', { flatten: true })[0]?.address?.split('@')[1] ?? 'unknown';
  const { configurationSet } = envelope;
  return {
    timestamp: envelope.acceptedAt,
    source: envelope.source,
    sourceArn: `arn:aws:ses:eu-west-2:000000000000:identity/${fromDomain}`,
    sendingAccountId: '000000000000',
    messageId: envelope.id,
    destination: envelope.destinations,
    headersTruncated,
    headers: headersTruncated ? withinLimit(headers) : headers,
    commonHeaders: {
      ...optional('returnPath', envelope.source),
      from: addresses('From'),
      ...optional('replyTo', nonEmpty(addresses('Reply-To'))),
      ...optional('date', first('Date')),
      to: addresses('To'),
      ...optional('cc', nonEmpty(addresses('Cc'))),
      messageId: envelope.id,
      ...optional('subject', first('Subject')),
    },
    tags: {
      'ses:operation': ['SendRawEmail'],
      ...(configurationSet === undefined ? {} : { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [fromDomain],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(Object.entries(envelope.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

function bounceObject(
  facts: BounceFacts,
  event: { recipients: readonly string[]; at: string },
): Record<string, unknown> {
  return {
    bounceType: facts.bounceType,
    bounceSubType: facts.bounceSubType,
    bouncedRecipients: event.recipients.map((emailAddress) => ({
      emailAddress,
      ...(facts.status === undefined ? {} : { action: 'failed', status: facts.status }),
      ...optional('diagnosticCode', facts.diagnosticCode),
    })),
    timestamp: event.at,
    feedbackId: feedbackId(),
    reportingMTA: 'dns; b224-13.smtp-out.eu-west-2.amazonses.com',
  };
}

/** Composes a complaint. SES reports every kind of feedback as a complaint and names its type. */
function complaintObject(
  complaintFeedbackType: 'abuse' | 'not-spam' | 'auth-failure',
  event: { recipients: readonly string[]; at: string },
): Record<string, unknown> {
  return {
    complainedRecipients: event.recipients.map((emailAddress) => ({ emailAddress })),
    timestamp: event.at,
    feedbackId: feedbackId(),
    complaintSubType: null,
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType,
    arrivalDate: event.at,
  };
}

function withinLimit<T>(headers: readonly T[]): T[] {
  let bytes = 0;
  return headers.filter((header) => {
    bytes += Buffer.byteLength(JSON.stringify(header));
    return bytes <= headerLimitBytes;
  });
}

function feedbackId(): string {
  return `010b${randomUUID().replaceAll('-', '').slice(0, 12)}-${randomUUID()}-000000`;
}

function nonEmpty(values: string[]): string[] | undefined {
  return values.length === 0 ? undefined : values;
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
