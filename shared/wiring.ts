import { createProgrammeStore } from './adapters/dynamodb/programme-store.ts';
import { createDynamoDbClient, Table } from './adapters/dynamodb/table.ts';
import { createInboxStore } from './adapters/dynamodb/inbox-store.ts';
import { createFollowUpStore } from './adapters/dynamodb/follow-up-store.ts';
import { createAuditStore } from './adapters/dynamodb/audit-store.ts';
import { createCodeStore } from './adapters/dynamodb/code-store.ts';
import { createLargeWords } from './adapters/dynamodb/large-words.ts';
import { createDraftStore } from './adapters/dynamodb/draft-store.ts';
import { createFormReading } from './adapters/dynamodb/form-reading-store.ts';
import { createFormSessionStore } from './adapters/dynamodb/form-session-store.ts';
import { createHandoverStore } from './adapters/dynamodb/handover-store.ts';
import { createImportStore } from './adapters/dynamodb/import-store.ts';
import { createLegalHoldStore } from './adapters/dynamodb/legal-hold-store.ts';
import { createLinkStore } from './adapters/dynamodb/link-store.ts';
import { createNoticeLedger } from './adapters/dynamodb/notice-ledger-store.ts';
import { createPeopleStore } from './adapters/dynamodb/people-store.ts';
import { createSentMailStore } from './adapters/dynamodb/sent-mail-store.ts';
import { createSettingsStore } from './adapters/dynamodb/settings-store.ts';
import { createThrottle } from './adapters/dynamodb/throttle-store.ts';
import { createFileClock } from './adapters/file-clock.ts';
import { createTokens } from './adapters/random-tokens.ts';
import { createLog, createMetrics, noMetrics } from './adapters/observability.ts';
import { createLazyMailReader } from './adapters/mail/lazy-mail-reader.ts';
import { createFencedMailer } from './adapters/fenced-mailer.ts';
import { systemClock } from './adapters/system-clock.ts';
import { createPace } from './adapters/pace.ts';
import { parseConfiguration, parseQueues, type Configuration } from './contracts/configuration.ts';
import type { Attachments } from './ports/attachments.ts';
import type { Clock } from './ports/clock.ts';
import type { DeadLetters } from './ports/dead-letters.ts';
import type { Log } from './ports/log.ts';
import type { MailReader } from './ports/mail-reader.ts';
import type { MailWriter } from './ports/mail-writer.ts';
import type { RawMail } from './ports/raw-mail.ts';
import type { WakeUps } from './ports/wake-ups.ts';

/** The name that mail programs show with the From address. */
const SENDER_NAME = 'Inspectorate follow-up team';

export interface WireOptions {
  /** The name of the function that runs, or `cli`. */
  readonly functionName: string;
  /** A clock for tests and simulations. By default it is the local clock file or the real time. */
  readonly clock?: Clock;
  /** The AWS identity of the person at the command line, for the audit. */
  readonly caller?: string;
  /** Another log instead of CloudWatch. The metrics are then dropped. */
  readonly log?: Log;
}

/** Everything that use cases need, with the adapters of one installation. */
export type Service = ReturnType<typeof wire>;

/**
 * Connects the ports to their adapters. This file is the only place that chooses adapters.
 *
 * @throws ServiceError `configuration` that names the settings that are missing or wrong.
 */
export function wire(environment: Record<string, string | undefined>, options: WireOptions) {
  const stores = wireStores(environment, options);
  const { configuration } = stores;
  return {
    ...stores,
    ...wireRules(stores),
    ...wireForm(stores),
    ...wireInbox(stores),
    ...wireCommands(stores),
    ...wireQueues(configuration),
    ...wireMail(configuration),
    ...wireIncomingMail(stores),
  };
}

export type Stores = ReturnType<typeof wireStores>;

/**
 * Creates what every function needs. A function adds only the other parts that it uses. Its bundle is then small and
 * starts fast.
 */
export function wireStores(environment: Record<string, string | undefined>, options: WireOptions) {
  const configuration = parseConfiguration(environment);
  const stage = configuration.REVISIT_STAGE;
  const table = new Table(configuration.REVISIT_TABLE, createDynamoDbClient(), options.caller);
  const files = wireFiles(configuration);
  const words = createLargeWords(files.attachments);
  return {
    configuration,
    table,
    ...files,
    words,
    clock: options.clock ?? clockOf(configuration),
    log: options.log ?? createLog({ stage }),
    metrics:
      options.log === undefined ? createMetrics({ functionName: options.functionName, stage }) : noMetrics,
    followUps: createFollowUpStore(table, words),
    people: createPeopleStore(table),
    ledger: createNoticeLedger(table),
  };
}

/** Creates what decides which email is owed and what it contains. */
export function wireRules({ table, configuration }: Stores) {
  return {
    settings: createSettingsStore(table, configuration.REVISIT_STACK_ID),
    links: createLinkStore(table),
    sentMails: createSentMailStore(table),
    ourSender: { name: SENDER_NAME, address: configuration.REVISIT_MAIL_FROM },
    tokens: createTokens(),
    programmes: createProgrammeStore(table),
    publicUrl: configuration.REVISIT_PUBLIC_URL,
    replyDomain: configuration.REVISIT_REPLY_DOMAIN,
  };
}

/** Creates what the answers of a body need, whether typed into the form or sent by email. */
export function wireForm({ table, words, configuration }: Stores) {
  return {
    formReading: createFormReading(table, words),
    formSessions: createFormSessionStore(table),
    drafts: createDraftStore(table, words),
    handovers: createHandoverStore(table),
    codes: createCodeStore(table),
    throttle: createThrottle(table),
    originSecret: configuration.REVISIT_ORIGIN_SECRET,
  };
}

export function wireInbox({ table }: Stores) {
  return { inbox: createInboxStore(table) };
}

/** Creates what only the command line needs. */
export function wireCommands({ table }: Stores) {
  return { imports: createImportStore(table), audits: createAuditStore(table) };
}

export function wireQueues(configuration: Configuration): { wakeUps: WakeUps; deadLetters: DeadLetters } {
  const queues = onceNeeded(async () => {
    const [{ createSqsClient, createSqsWakeUps }, { createSqsDeadLetters }] = await Promise.all([
      import('./adapters/sqs-wake-ups.ts'),
      import('./adapters/sqs-dead-letters.ts'),
    ]);
    const client = createSqsClient();
    return {
      wakeUps: createSqsWakeUps(client, configuration.REVISIT_OUTGOING_QUEUE_URL),
      deadLetters: createSqsDeadLetters(client, parseQueues(configuration)),
    };
  });
  return {
    wakeUps: { send: async (wakeUps) => (await queues()).wakeUps.send(wakeUps) },
    deadLetters: {
      countMessages: async () => (await queues()).deadLetters.countMessages(),
      count: async () => (await queues()).deadLetters.count(),
      redrive: async (queue) => (await queues()).deadLetters.redrive(queue),
    },
  };
}

export function wireMail(configuration: Configuration) {
  const sender = {
    from: { name: SENDER_NAME, address: configuration.REVISIT_MAIL_FROM },
    region: configuration.AWS_REGION,
  };
  const mailer = onceNeeded(async () => {
    const { createSesClient, createSesMailer } = await import('./adapters/ses-mailer.ts');
    const configurationSet = configuration.REVISIT_CONFIGURATION_SET;
    return createSesMailer({ ...sender, client: createSesClient(), configurationSet });
  });
  const mailWriter: MailWriter = {
    write: async (email) =>
      (await import('./adapters/build-mime-message.ts')).buildMimeMessage(email, sender),
  };
  return {
    mailWriter,
    pace: createPace(configuration.REVISIT_SENDS_PER_SECOND),
    mailer: createFencedMailer(
      { send: async (email) => (await mailer()).send(email) },
      { stage: configuration.REVISIT_STAGE, allowed: configuration.REVISIT_ALLOWED_RECIPIENTS },
    ),
  };
}

/** Creates access to the files that bodies attach, and to their mail as it came in. */
function wireFiles(configuration: Configuration): { attachments: Attachments; rawMail: RawMail } {
  const files = onceNeeded(async () => {
    const { createS3Attachments, createS3Client, createS3RawMail } = await import('./adapters/s3-objects.ts');
    const client = createS3Client();
    return {
      attachments: createS3Attachments(client, configuration.REVISIT_ATTACHMENTS_BUCKET),
      rawMail: createS3RawMail(client, configuration.REVISIT_RAW_MAIL_BUCKET),
    };
  });
  return {
    attachments: {
      put: async (key, file) => (await files()).attachments.put(key, file),
      read: async (key) => (await files()).attachments.read(key),
      list: async (followUpId) => (await files()).attachments.list(followUpId),
      erase: async (key) => (await files()).attachments.erase(key),
    },
    rawMail: {
      read: async (key) => (await files()).rawMail.read(key),
      erase: async (key) => (await files()).rawMail.erase(key),
      hold: async (key) => (await files()).rawMail.hold(key),
      release: async (key) => (await files()).rawMail.release(key),
    },
  };
}

/** Creates what reads a mail file. It needs no service. */
export function wireMailReader(): MailReader {
  return createLazyMailReader();
}

/** Creates what reads the mail of bodies and what keeps mail under a legal hold. */
export function wireIncomingMail({ table }: Stores) {
  return { mailReader: createLazyMailReader(), legalHolds: createLegalHoldStore(table) };
}

/**
 * Loads something on its first use. Most invocations never use it, above all those of the form. They start faster
 * without it.
 */
function onceNeeded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}

function clockOf(configuration: Configuration): Clock {
  const file = configuration.REVISIT_CLOCK_FILE;
  return file === undefined || configuration.REVISIT_STAGE === 'production'
    ? systemClock
    : createFileClock(file);
}
