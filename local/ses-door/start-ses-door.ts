import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { Temporal } from 'temporal-polyfill';
import { ServiceError } from '../../shared/errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { readBody, startHttpServer } from '../http.ts';
import { nameOfError, type Log } from '../log.ts';
import {
  createField,
  readRawMessage,
  formatRfc5322Date,
  removeFields,
  writeRawMessage,
  type RawMessage,
} from '../raw-message.ts';
import { behaviourRules, simulatorBehaviour, type Behaviour } from './behaviours.ts';
import { createEventPublisher, type EventPublisher } from './event-publisher.ts';
import type { Inbox } from './inbox.ts';
import { composeMailEvent, type MailEventKind } from './mail-events.ts';
import { openMailStore, type Envelope, type MailStore } from './mail-store.ts';
import { readSendRequest, type SendRequest, type SesAccount } from './send-request.ts';
import { SesRefusal } from './ses-refusal.ts';
import {
  emptyAnswer,
  errorAnswer,
  sendingEnabledAnswer,
  sendQuotaAnswer,
  sendRawEmailAnswer,
  type QueryAnswer,
} from './query-answers.ts';

export interface SesDoorOptions {
  mailDirectory: string;
  clock: Clock;
  sns: SNSClient;
  /** The topic for the events of a mail with a configuration set. */
  mailEventsTopicArn: string;
  account: SesAccount;
  log: Log;
  /** The port. Without it, any free port is used. */
  port?: number;
  /** The inbox that shows the mail. Without it, no inbox shows it. */
  inbox?: Inbox;
}

export interface SesDoor {
  endpoint: string;
  /** Sets how mail to this address is treated from now on. */
  setBehaviour(address: string, behaviour: Behaviour): void;
  /** Accepts only so many emails a second from now on, as SES does for an account. */
  setRate(perSecond: number): void;
  /** Returns every accepted mail, oldest first. */
  mails(): Promise<Envelope[]>;
  /** Returns the mail as its recipient gets it. */
  readMail(id: string): Promise<Buffer>;
  /** Publishes one more event about an accepted mail. Like SES, it can be late, repeated or out of order. */
  publishEvent(event: { mailId: string; kind: MailEventKind }): Promise<void>;
  /** Tells whether events of accepted mail have not been published yet. */
  isBusy(): boolean;
  stop(): Promise<void>;
}

/** Runs SES v1 on this machine. It accepts, refuses and changes mail as SES does, and publishes the same events. */
export async function startSesDoor(options: SesDoorOptions): Promise<SesDoor> {
  const { clock, log, inbox } = options;
  const store = openMailStore(options.mailDirectory);
  const registered = new Map<string, Behaviour>();
  const behaviourOf = (address: string): Behaviour =>
    registered.get(address.toLowerCase()) ?? simulatorBehaviour(address) ?? 'deliver';
  const announcer = createAnnouncer({
    clock,
    log,
    store,
    publisher: createEventPublisher({ sns: options.sns, topicArn: options.mailEventsTopicArn, log }),
    behaviourOf,
  });

  const rate = createRate();
  const accept: Accept = async (request) => {
    rate.take();
    refuseWhereTheRecipientDemands(request.destinations, behaviourOf);
    const acceptedAt = clock.now();
    const id = createMailId(acceptedAt);
    const envelope: Envelope = {
      id,
      acceptedAt: formatInstant(acceptedAt),
      source: request.source,
      destinations: [...request.destinations],
      ...(request.configurationSet === undefined ? {} : { configurationSet: request.configurationSet }),
      tags: request.tags,
      announced: request.configurationSet === undefined,
    };
    const raw = writeRawMessage(asSesSends(request.message, { id, acceptedAt }));
    await store.keep({ envelope, raw });
    inbox?.show({ acceptedAt: envelope.acceptedAt, read: () => Promise.resolve(raw) });
    if (!envelope.announced) announcer.announceLater({ envelope, original: request.message });
    return id;
  };

  await showEarlierMail({ store, inbox, announcer });

  const server = await startHttpServer({
    port: options.port,
    listener: (request, response) => {
      void answerQuery(request, (parameters) =>
        answerAction(parameters, { accept, store, account: options.account }),
      )
        .catch((error: unknown) => {
          log(`ses-door: a call failed (${nameOfError(error)})`);
          return errorAnswer({ status: 500, code: 'InternalFailure', message: 'The local SES failed.' });
        })
        .then((result) => {
          writeAnswer(response, result);
        });
    },
  });

  return {
    endpoint: server.endpoint,
    setBehaviour: (address, behaviour) => {
      registered.set(address.toLowerCase(), behaviour);
    },
    setRate: rate.set,
    mails: () => store.list(),
    readMail: (id) => store.read(id),
    publishEvent: async ({ mailId, kind }) => {
      const envelope = (await store.list()).find(({ id }) => id === mailId);
      if (envelope === undefined) throw new ServiceError('not-found', `No mail ${mailId} was accepted here.`);
      const original = readRawMessage(await store.read(mailId));
      await announcer.publish({ envelope, original }, { kind, recipients: envelope.destinations });
    },
    isBusy: () => announcer.isBusy(),
    stop: async () => {
      await server.stop();
      await announcer.stop();
    },
  };
}

/** Shows the mail of an earlier run. If that run stopped before it published all events of a mail, publishes them now. */
async function showEarlierMail({
  store,
  inbox,
  announcer,
}: {
  store: MailStore;
  inbox: Inbox | undefined;
  announcer: Announcer;
}): Promise<void> {
  for (const envelope of await store.list()) {
    const { id, acceptedAt } = envelope;
    inbox?.show({ acceptedAt, read: () => store.read(id) });
    if (!envelope.announced) {
      announcer.announceLater({ envelope, original: readRawMessage(await store.read(id)) });
    }
  }
}

/** Keeps the rate of an account. It has none until a test sets one. */
function createRate(): { set: (perSecond: number) => void; take: () => void } {
  let most = Infinity;
  const taken: number[] = [];
  return {
    set: (perSecond) => {
      most = perSecond;
    },
    take: () => {
      const now = performance.now();
      while ((taken[0] ?? now) <= now - 1000) taken.shift();
      if (taken.length >= most) throw new SesRefusal('Throttling', 'Maximum sending rate exceeded.');
      taken.push(now);
    },
  };
}

/** Accepts a mail as SES would, and returns its id. */
type Accept = (request: SendRequest) => Promise<string>;

interface AcceptedMail {
  readonly envelope: Envelope;
  readonly original: RawMessage;
}

interface Announcer {
  /** Publishes the events of a mail in the background. If that fails, the next start publishes them. */
  announceLater(mail: AcceptedMail): void;
  publish(mail: AcceptedMail, event: { kind: MailEventKind; recipients: readonly string[] }): Promise<void>;
  isBusy(): boolean;
  /** Stops after one second at most. Events that are not published by then wait for the next start. */
  stop(): Promise<void>;
}

/** Creates the announcer, which publishes what happens to each accepted mail. */
function createAnnouncer({
  clock,
  log,
  store,
  publisher,
  behaviourOf,
}: Pick<SesDoorOptions, 'clock' | 'log'> & {
  store: MailStore;
  publisher: EventPublisher;
  behaviourOf: (address: string) => Behaviour;
}): Announcer {
  const announcing = new Set<Promise<void>>();

  const publish: Announcer['publish'] = async (mail, event) => {
    await publisher.publish([composeMailEvent({ ...mail, ...event, at: formatInstant(clock.now()) })]);
  };

  const announce = async (mail: AcceptedMail): Promise<void> => {
    for (const event of eventsOf(mail.envelope, behaviourOf)) await publish(mail, event);
    await store.markAnnounced(mail.envelope);
  };

  return {
    announceLater: (mail) => {
      const task = announce(mail)
        .catch((error: unknown) => {
          log(`ses-door: events of mail ${mail.envelope.id} wait for the next start (${nameOfError(error)})`);
        })
        .finally(() => announcing.delete(task));
      announcing.add(task);
    },
    publish,
    isBusy: () => announcing.size > 0,
    stop: async () => {
      await Promise.race([Promise.all(announcing), delay(1000, undefined, { ref: false })]);
      publisher.stop();
      await Promise.all(announcing);
    },
  };
}

const bodyLimitBytes = 40 * 1024 * 1024;

async function answerAction(
  parameters: URLSearchParams,
  { accept, store, account }: { accept: Accept; store: MailStore; account: SesAccount },
): Promise<QueryAnswer> {
  const action = parameters.get('Action') ?? '';
  switch (action) {
    case 'SendRawEmail':
      return sendRawEmailAnswer(await accept(readSendRequest(parameters, account)));
    case 'GetSendQuota':
      return sendQuotaAnswer((await store.list()).length);
    case 'VerifyEmailIdentity':
      return emptyAnswer(action);
    case 'GetAccountSendingEnabled':
      return sendingEnabledAnswer();
    default:
      throw new SesRefusal('InvalidAction', `The local SES does not know the action ${action}.`);
  }
}

async function answerQuery(
  request: IncomingMessage,
  answer: (parameters: URLSearchParams) => Promise<QueryAnswer>,
): Promise<QueryAnswer> {
  try {
    // A page in a browser cannot add this header by itself, so it cannot send mail through the local SES.
    if (request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') !== true) {
      throw new SesRefusal('MissingAuthenticationToken', 'Missing Authentication Token');
    }
    return await answer(new URLSearchParams((await readBody(request, bodyLimitBytes)).toString('utf8')));
  } catch (error) {
    if (error instanceof SesRefusal) {
      return errorAnswer({ status: error.httpStatus, code: error.code, message: error.message });
    }
    if (error instanceof ServiceError && error.code === 'too-large') {
      return errorAnswer({ status: 413, code: 'RequestEntityTooLarge', message: error.message });
    }
    throw error;
  }
}

function writeAnswer(response: ServerResponse, answer: QueryAnswer): void {
  // Do not read the rest of a refused request's body.
  const headers = answer.status === 413 ? { connection: 'close' } : {};
  response.writeHead(answer.status, { 'content-type': 'text/xml', ...headers }).end(answer.xml);
}

/** Replaces Message-ID and Date with SES's own, and removes the fields that are not for the recipient. */
function asSesSends(message: RawMessage, accepted: { id: string; acceptedAt: Temporal.Instant }): RawMessage {
  const kept = removeFields(message, [
    'Message-ID',
    'Date',
    'Bcc',
    'X-SES-CONFIGURATION-SET',
    'X-SES-MESSAGE-TAGS',
  ]);
  return {
    ...kept,
    fields: [
      createField('Message-ID', `<${accepted.id}@eu-west-2.amazonses.com>`),
      createField('Date', formatRfc5322Date(accepted.acceptedAt.epochMilliseconds)),
      ...kept.fields,
    ],
  };
}

function refuseWhereTheRecipientDemands(
  destinations: readonly string[],
  behaviourOf: (address: string) => Behaviour,
): void {
  for (const address of destinations) {
    const { refusal } = behaviourRules[behaviourOf(address)];
    if (refusal !== undefined) throw new SesRefusal(refusal.code, refusal.message(address));
  }
}

/** Returns one event that the mail was sent, and then the events of each recipient. */
function eventsOf(
  envelope: Envelope,
  behaviourOf: (address: string) => Behaviour,
): { kind: MailEventKind; recipients: readonly string[] }[] {
  const each = envelope.destinations.map((address) => ({
    address,
    events: behaviourRules[behaviourOf(address)].events,
  }));
  return [
    ...(each.some(({ events }) => events.includes('send'))
      ? [{ kind: 'send' as const, recipients: envelope.destinations }]
      : []),
    ...each.flatMap(({ address, events }) =>
      events.filter((kind) => kind !== 'send').map((kind) => ({ kind, recipients: [address] })),
    ),
  ];
}

/** Creates an id in SES's format. Ids sort in the order of the clock. */
function createMailId(acceptedAt: Temporal.Instant): string {
  return `010b${acceptedAt.epochMilliseconds.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

/** Formats an instant as SES does, always with milliseconds. */
function formatInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}
