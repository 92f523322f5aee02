import {
  SendRawEmailCommand,
  SESClient,
  SESServiceException,
  type SESClientConfig,
} from '@aws-sdk/client-ses';
import { ServiceError } from '../errors.ts';
import { classifyFailure, statusOfFailure } from './aws-failure.ts';
import type { Mailer, OutgoingEmail } from '../ports/mailer.ts';
import { buildMimeMessage, type Sender } from './build-mime-message.ts';

export interface SesMailerOptions {
  readonly client: SESClient;
  readonly from: Sender;
  readonly configurationSet: string;
  /** The region that SES sends from. The message ids of a thread end in its domain. */
  readonly region: string;
}

/** Creates a mailer that sends each email through SES once. Its errors say what is certain about the outcome. */
export function createSesMailer(options: SesMailerOptions): Mailer {
  return {
    send: async (email) => {
      const command = rawEmailCommand(email, { raw: await buildMessage(email, options), options });
      const request = { hasLeft: false };
      command.middlewareStack.add(
        (next) => (handed) => {
          request.hasLeft = true;
          return next(handed);
        },
        { step: 'deserialize', priority: 'low', name: 'noteThatTheRequestLeaves' },
      );
      let messageId: string | undefined;
      try {
        ({ MessageId: messageId } = await options.client.send(command));
      } catch (error) {
        throw request.hasLeft ? whatIsCertain(error) : nothingWasSent(error);
      }
      if (messageId === undefined || messageId === '') {
        throw outcomeUnknown('SES answered without a message id');
      }
      return { sesMessageId: messageId };
    },
  };
}

/**
 * Creates an SES client that hands a message over at most once. The SDK's own retries would send it again after a lost
 * answer, so they are off.
 *
 * A request may take 10 s (DESIGN: SES 10 s < function 60 s < lease 120 s). Connections are not kept alive. A
 * connection that went stale while the function was frozen would look like a send with an unknown outcome.
 */
export function createSesClient(
  options: SESClientConfig & {
    requestTimeoutMilliseconds?: number;
    connectionTimeoutMilliseconds?: number;
  } = {},
): SESClient {
  const {
    requestTimeoutMilliseconds = 10_000,
    connectionTimeoutMilliseconds = 3_000,
    ...configuration
  } = options;
  return new SESClient({
    ...configuration,
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: requestTimeoutMilliseconds,
      throwOnRequestTimeout: true,
      connectionTimeout: connectionTimeoutMilliseconds,
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
  });
}

async function buildMessage(email: OutgoingEmail, options: SesMailerOptions): Promise<Uint8Array> {
  try {
    return await buildMimeMessage(email, options);
  } catch (error) {
    throw nothingWasSent(error);
  }
}

function rawEmailCommand(
  email: OutgoingEmail,
  { options, raw }: { raw: Uint8Array; options: SesMailerOptions },
): SendRawEmailCommand {
  return new SendRawEmailCommand({
    Source: options.from.address,
    Destinations: [email.to.address],
    ConfigurationSetName: options.configurationSet,
    Tags: Object.entries(email.tags).map(([Name, Value]) => ({ Name, Value })),
    RawMessage: { Data: raw },
  });
}

/**
 * Returns an error that says what a failed call proves.
 *
 * An answer with 4xx proves that SES did not take the message. So does a connection that was never made. After the
 * connection is made, a timeout, a reset or a 5xx proves nothing.
 */
function whatIsCertain(error: unknown): ServiceError {
  const status = statusOfFailure(error);
  const words = sesWords(error);
  if (status === undefined) {
    return wasNeverConnected(error) ? nothingWasSent(error) : outcomeUnknown(`SES did not answer (${words})`);
  }
  if (status < 400 || status >= 500) return outcomeUnknown(`SES answered ${status} (${words})`);
  switch (classifyFailure(error)) {
    // SES uses `Throttling` for its rate per second and for its quota per day.
    case 'throttled':
      return new ServiceError('throttled', `SES accepts no more messages at the moment (${words}).`);
    case 'transient':
      return new ServiceError('unreachable', `SES did not accept our signature this time (${words}).`);
    case 'defect':
      return new ServiceError('defect', `SES refuses our calls with ${status} (${words}).`);
    case 'refused':
      return new ServiceError('refused', `SES refused the message with ${status} (${words}).`);
  }
}

function nothingWasSent(error: unknown): ServiceError {
  return classifyFailure(error) === 'defect' && !wasNeverConnected(error)
    ? new ServiceError(
        'defect',
        `The message could not be handed to SES (${sesWords(error)}). Nothing was sent.`,
      )
    : new ServiceError(
        'unreachable',
        `There is no connection to SES (${sesWords(error)}). Nothing was sent.`,
      );
}

function outcomeUnknown(what: string): ServiceError {
  return new ServiceError('outcome-unknown', `${what}. Nobody can know whether it took the message.`);
}

/** The system calls that fail before a connection exists, e.g. because it was refused or the name is unknown. */
const callsBeforeConnection: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

function wasNeverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(wasNeverConnected);
  if (!(error instanceof Error)) return false;
  if ('syscall' in error && callsBeforeConnection.has(error.syscall)) return true;
  // Node and the SDK show these two cases only in their words. Words that we do not know count as unknown, which is
  // safe.
  return (
    error.message.includes('before secure TLS connection was established') ||
    error.message.includes('did not establish a connection with the server')
  );
}

/**
 * Returns SES's own words for an SES error, and only the code for any other. It is logged, so it contains no address.
 */
function sesWords(error: unknown): string {
  if (error instanceof SESServiceException) {
    const request =
      error.$metadata.requestId === undefined ? '' : `, SES request ${error.$metadata.requestId}`;
    return `${error.name}, ${withoutAddresses(error.message)}${request}`;
  }
  if (!(error instanceof Error)) return 'no reason given';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function withoutAddresses(words: string): string {
  return words.replaceAll(/[^\s<>,;:"'()]+@[^\s<>,;:"'()]+/gu, '(address)').replace(/\.$/u, '');
}
