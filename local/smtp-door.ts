import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { Upload } from '@aws-sdk/lib-storage';
import { addressParser, decodeWords } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from 'smtp-server';
import type { Clock } from '../shared/ports/clock.ts';
import { INCOMING_MAIL } from '../shared/ports/raw-mail.ts';
import { nameOfError, type Log } from './log.ts';
import { loopback } from './loopback.ts';
import {
  createField,
  fieldValues,
  readRawMessage,
  formatRfc5322Date,
  removeFields,
  writeRawMessage,
  type RawMessage,
} from './raw-message.ts';

export interface SmtpDoorOptions {
  clock: Clock;
  s3: S3Client;
  sns: SNSClient;
  /** The bucket that stores the raw message. */
  rawMailBucket: string;
  incomingMailTopicArn: string;
  /** The domains that receive mail. Mail to other domains is refused, as SES does without a receipt rule. */
  domains: readonly string[];
  log: Log;
  port?: number;
}

export interface SmtpDoor {
  /** The address for a mail program, such as `smtp://127.0.0.1:2525`. */
  endpoint: string;
  stop(): Promise<void>;
}

/** The largest message that SES receives. */
const sizeLimitBytes = 40 * 1024 * 1024;

/** Accepts a body's reply by SMTP and handles it as SES does: first stores it in S3, then notifies SNS. */
export async function startSmtpDoor(options: SmtpDoorOptions): Promise<SmtpDoor> {
  const server = new SMTPServer({
    name: 'inbound-smtp.eu-west-2.amazonaws.com',
    size: sizeLimitBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onRcptTo: (address, _session, callback) => {
      const domain = address.address.slice(address.address.lastIndexOf('@') + 1).toLowerCase();
      callback(options.domains.includes(domain) ? null : smtpError(550, '5.1.1 mailbox unavailable'));
    },
    onData: (stream, session, callback) => {
      receive({ ...options, stream, envelope: session.envelope, clientName: session.hostNameAppearsAs }).then(
        (id) => {
          callback(null, `OK ${id}`);
        },
        (error: unknown) => {
          if (error instanceof SmtpError) {
            callback(error);
            return;
          }
          options.log(
            `smtp-door: a mail could not be stored (${nameOfError(error)}). The sender is told to try again later.`,
          );
          callback(smtpError(451, '4.3.0 Temporary failure, try again later'));
        },
      );
    },
  });
  server.on('error', (error) => {
    options.log(`smtp-door: a connection failed (${nameOfError(error)})`);
  });
  const port = await listen(server, options.port ?? 0);
  return {
    endpoint: `smtp://${loopback}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

async function receive(
  mail: SmtpDoorOptions & { stream: SMTPServerDataStream; envelope: SMTPServerEnvelope; clientName: string },
): Promise<string> {
  const raw = await readAll(mail.stream);
  if (mail.stream.sizeExceeded) throw smtpError(552, '5.3.4 Message size exceeds fixed limit');
  const id = createReceiptId();
  const receivedAt = mail.clock.now().epochMilliseconds;
  const sent = readRawMessage(raw);
  const verdicts = readVerdicts(sent);
  const source = mail.envelope.mailFrom === false ? '' : mail.envelope.mailFrom.address;
  const recipients = mail.envelope.rcptTo.map(({ address }) => address);
  const message = withReceivedFields(removeFields(sent, [verdictField]), {
    'Return-Path': `<${source}>`,
    Received: `from ${mail.clientName} ([127.0.0.1]) by inbound-smtp.eu-west-2.amazonaws.com with SMTP id ${id}; ${formatRfc5322Date(receivedAt)}`,
    'X-SES-Spam-Verdict': verdicts.spam,
    'X-SES-Virus-Verdict': verdicts.virus,
  });
  await new Upload({
    client: mail.s3,
    params: { Bucket: mail.rawMailBucket, Key: `${INCOMING_MAIL}${id}`, Body: writeRawMessage(message) },
  }).done();
  await mail.sns.send(
    new PublishCommand({
      TopicArn: mail.incomingMailTopicArn,
      Subject: 'Amazon SES Email Receipt Notification',
      Message: JSON.stringify(
        composeReceipt({ ...mail, id, receivedAt, message, verdicts, source, recipients }),
      ),
    }),
  );
  return id;
}

/**
 * Composes the notification that SES publishes when a receipt rule has stored a mail in S3.
 * Source: Amazon SES developer guide, "Contents of notifications for Amazon SES email receiving".
 */
function composeReceipt(receipt: {
  id: string;
  receivedAt: number;
  message: RawMessage;
  verdicts: Verdicts;
  source: string;
  recipients: readonly string[];
  rawMailBucket: string;
  incomingMailTopicArn: string;
}): Record<string, unknown> {
  const { id, message, verdicts, recipients } = receipt;
  const timestamp = new Date(receipt.receivedAt).toISOString();
  const headers = message.fields.map(({ name, value }) => ({ name, value }));
  const headersTruncated = Buffer.byteLength(JSON.stringify(headers)) > headerLimitBytes;
  return {
    notificationType: 'Received',
    mail: {
      timestamp,
      source: receipt.source,
      messageId: id,
      destination: recipients,
      headersTruncated,
      headers: headersTruncated ? [] : headers,
      commonHeaders: commonHeaders(message),
    },
    receipt: {
      timestamp,
      processingTimeMillis: 500,
      recipients,
      spamVerdict: { status: verdicts.spam },
      virusVerdict: { status: verdicts.virus },
      spfVerdict: { status: verdicts.spf },
      dkimVerdict: { status: verdicts.dkim },
      dmarcVerdict: { status: verdicts.dmarc },
      ...(verdicts.dmarc === 'FAIL' ? { dmarcPolicy: 'reject' } : {}),
      action: {
        type: 'S3',
        topicArn: receipt.incomingMailTopicArn,
        bucketName: receipt.rawMailBucket,
        objectKeyPrefix: INCOMING_MAIL,
        objectKey: `${INCOMING_MAIL}${id}`,
      },
    },
  };
}

/** The largest part of the headers that SES repeats. The notification must fit into one SNS message. */
const headerLimitBytes = 10 * 1024;

function commonHeaders(message: RawMessage): Record<string, unknown> {
  const [returnPath] = fieldValues(message, 'Return-Path');
  const one = (key: string, name: string): Record<string, string> => {
    const [value] = fieldValues(message, name);
    return value === undefined ? {} : { [key]: decodeWords(value) };
  };
  const list = (key: string, name: string): Record<string, string[]> => {
    const mailboxes = fieldValues(message, name).flatMap((value) => addressParser(value, { flatten: true }));
    const texts = mailboxes.map((mailbox) =>
      mailbox.name === '' ? (mailbox.address ?? '') : `${mailbox.name} <${mailbox.address ?? ''}>`,
    );
    return texts.length === 0 ? {} : { [key]: texts };
  };
  return {
    ...(returnPath === undefined ? {} : { returnPath: returnPath.replaceAll(/[<>]/g, '') }),
    ...list('from', 'From'),
    ...list('replyTo', 'Reply-To'),
    ...one('date', 'Date'),
    ...list('to', 'To'),
    ...list('cc', 'Cc'),
    ...one('messageId', 'Message-ID'),
    ...one('subject', 'Subject'),
  };
}

type Verdicts = Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', string>;

/** A local test header. `X-Revisit-Test-Verdict: spam=FAIL; dkim=GRAY` sets the verdicts of SES, and is then removed. */
const verdictField = 'X-Revisit-Test-Verdict';

function readVerdicts(message: RawMessage): Verdicts {
  const forced = new Map(
    fieldValues(message, verdictField)
      .flatMap((value) => value.split(';'))
      .map((pair) => {
        const [name = '', verdict = ''] = pair.split('=');
        return [name.trim().toLowerCase(), verdict.trim().toUpperCase()];
      }),
  );
  const verdict = (name: string): string => forced.get(name) ?? 'PASS';
  return {
    spam: verdict('spam'),
    virus: verdict('virus'),
    spf: verdict('spf'),
    dkim: verdict('dkim'),
    dmarc: verdict('dmarc'),
  };
}

function withReceivedFields(message: RawMessage, added: Record<string, string>): RawMessage {
  return {
    ...message,
    fields: [...Object.entries(added).map(([name, value]) => createField(name, value)), ...message.fields],
  };
}

/** Creates an id in SES's format, with lower-case letters and digits. */
function createReceiptId(): string {
  return BigInt(`0x${randomBytes(25).toString('hex')}`)
    .toString(36)
    .padStart(39, '0');
}

class SmtpError extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.name = 'SmtpError';
    this.responseCode = responseCode;
  }
}

function smtpError(responseCode: number, message: string): SmtpError {
  return new SmtpError(responseCode, message);
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.iterator()) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A message must be bytes.');
    length += chunk.length;
    // Read the rest too. Otherwise the sender never hears that the message is too long.
    if (length <= sizeLimitBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  const listener = server.listen(port, loopback);
  await new Promise<void>((resolve, reject) => {
    listener.once('listening', resolve);
    listener.once('error', reject);
  });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('An SMTP server has no port.');
  return address.port;
}
