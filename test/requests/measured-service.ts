import { setTimeout as delay } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import PostalMime, { type Email } from 'postal-mime';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { createHandler as createProgressForm } from '../../functions/progress-form/handler.ts';
import { createHandler as createReceiveReply } from '../../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendDigest } from '../../functions/send-digest/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import type { FunctionName, QueueName } from '../../infra/service-map.ts';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { startFormFront } from '../../local/runner/form-front.ts';
import { createInvoker, type Invoker } from '../../local/runner/invoker.ts';
import { invokeWithBatch } from '../../local/runner/queue-pollers.ts';
import { createScheduleEvent } from '../../local/runner/schedule.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import { handlersWith } from '../support/handlers.ts';
import {
  targetOf,
  watchServices,
  type ServiceAnswer,
  type ServiceCall,
} from '../support/watched-services.ts';
import { nameRequest } from './name-request.ts';
import type { MeasuredSection } from './request-list.ts';

/** A section, with what DynamoDB would bill for it. */
export type Measurement = MeasuredSection & { readonly readUnits: number; readonly writeUnits: number };

interface SectionToMeasure {
  readonly group: string;
  readonly title: string;
  readonly beyond?: Measurement;
}

/**
 * The real handlers over the emulators. Nothing runs by itself. A test takes each message from its queue, so that every
 * request belongs to the piece of work that made it.
 */
export interface MeasuredService {
  readonly service: Service;
  readonly stack: TestStack;
  /** The address of the form. */
  readonly formEndpoint: string;
  readonly measurements: readonly Measurement[];
  at(instant: string): void;
  /**
   * Records every request that is made while some work runs.
   *
   * @param section.beyond a section measured before. Only requests beyond it count.
   * @throws Error if the section was measured before.
   */
  measure<T>(section: SectionToMeasure, work: () => Promise<T>): Promise<T>;
  invoke(name: 'sweep' | 'send-digest'): Promise<void>;
  /** Takes the messages of a queue once the mail service has reported everything. They leave the queue. */
  takeMessages(queue: QueueName): Promise<Message[]>;
  /** Gives one message to the function of its queue. @throws Error if the function failed. */
  handle(queue: QueueName, message: Message): Promise<void>;
  /** Gives every message of the outgoing queue and every mail event to its function, until none is left. */
  settle(): Promise<void>;
  /** Returns the newest email to an address. @throws Error if none was sent. */
  newestMailTo(address: string): Promise<Email>;
  stop(): Promise<void>;
}

const consumers = {
  outgoing: 'send-notices',
  'mail-events': 'record-mail-event',
  'incoming-mail': 'receive-reply',
} as const satisfies Record<QueueName, FunctionName>;

export async function startMeasuredService(emulators: EmulatorEndpoints): Promise<MeasuredService> {
  const stack = await createTestStack({ emulators, visibilitySeconds: 60 });
  const recorder = createRecorder(stack);
  const watched = await watchServices(stack.environment, recorder);
  const log: string[] = [];
  const write = (line: string): void => {
    log.push(line);
  };
  const functions: { invoker?: Invoker } = {};
  const front = await startFormFront({
    port: undefined,
    clock: stack.clock,
    invoker: () => functions.invoker,
  });
  const environment = { ...stack.environment, ...watched.variables, REVISIT_PUBLIC_URL: front.endpoint };
  Object.assign(process.env, environment);
  const service = wire(environment, { functionName: 'test', log: createLineLog(write) });
  const ready = createInvoker(
    handlersWith({
      sweep: createSweep(service),
      'send-notices': createSendNotices(service),
      'record-mail-event': createRecordMailEvent(service),
      'receive-reply': createReceiveReply(service),
      'send-digest': createSendDigest(service),
      'progress-form': createProgressForm(service),
    }),
    write,
  );
  functions.invoker = ready;
  await service.settings.arm({ at: Temporal.Instant.from('2010-01-01T00:00:00Z') });

  return {
    service,
    stack,
    formEndpoint: front.endpoint,
    measurements: recorder.measurements,
    at: (instant) => {
      stack.clock.setAsOf(Temporal.Instant.from(instant));
    },
    measure: (section, work) => recorder.measure(section, work),
    invoke: async (name) => {
      await ready.invoke(name, createScheduleEvent(name, stack.clock.now()));
    },
    ...createDeliveries(stack, { invoker: ready, log }),
    newestMailTo: async (address) => {
      const newest = (await stack.sesDoor.mails()).findLast(({ destinations }) =>
        destinations.includes(address),
      );
      if (newest === undefined) throw new Error(`Nothing was sent to ${address}.`);
      return PostalMime.parse(await stack.sesDoor.readMail(newest.id));
    },
    stop: async () => {
      await front.stop();
      await watched.stop();
      await stack.stop();
    },
  };
}

/** Takes messages from their queues as Lambda does, one after the other. */
function createDeliveries(
  stack: TestStack,
  { invoker, log }: { invoker: Invoker; log: string[] },
): Pick<MeasuredService, 'takeMessages' | 'handle' | 'settle'> {
  const { queueUrls } = stack.resources;
  const takeMessages = async (queue: QueueName): Promise<Message[]> => {
    while (stack.sesDoor.isBusy()) await delay(2);
    return receiveAll(stack, queueUrls[queue]);
  };
  const handle = async (queue: QueueName, message: Message): Promise<void> => {
    const name = consumers[queue];
    const handled = await invokeWithBatch({
      invoker,
      name,
      messages: [message],
      queueUrl: queueUrls[queue],
      log: (line) => log.push(line),
    });
    if (handled.length === 0) throw new Error(`${name} failed: ${log.slice(-3).join('\n')}`);
  };
  return {
    takeMessages,
    handle,
    settle: async () => {
      for (;;) {
        const outgoing = await takeMessages('outgoing');
        for (const message of outgoing) await handle('outgoing', message);
        const events = await takeMessages('mail-events');
        for (const message of events) await handle('mail-events', message);
        if (outgoing.length + events.length === 0) return;
      }
    },
  };
}

interface Seen {
  readonly call: ServiceCall;
  answer: ServiceAnswer | undefined;
}

const capacity = z.object({ CapacityUnits: z.number().default(0) });
const billedSchema = z.looseObject({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });
const partsSchema = z.looseObject({ TransactItems: z.array(z.unknown()).optional() });
const reads: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query']);

/**
 * Returns the units that DynamoDB bills. DynamoDB reports zero units for a refused write, but bills one for each small
 * item.
 */
function unitsOf({ call, answer }: Seen): number {
  if (answer === undefined) return 0;
  const { TransactItems } = partsSchema.parse(JSON.parse(call.body.toString('utf8')));
  if (answer.status >= 400) return TransactItems === undefined ? 1 : 2 * TransactItems.length;
  const { ConsumedCapacity = [] } = billedSchema.parse(JSON.parse(answer.body.toString('utf8')));
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}

/** Keeps each request with its answer while a section is measured. */
function createRecorder({ resources }: TestStack) {
  const measurements: Measurement[] = [];
  let seen: Seen[] | undefined;
  const isBilled = ({ service, headers }: ServiceCall): boolean =>
    service === 'dynamodb' && targetOf({ headers }) !== 'DescribeTable';

  return {
    measurements,
    /** Asks DynamoDB to say what each request consumed. */
    bodyFor: (call: ServiceCall): Buffer =>
      isBilled(call)
        ? Buffer.from(
            JSON.stringify({
              ...z.looseObject({}).parse(JSON.parse(call.body.toString('utf8'))),
              ReturnConsumedCapacity: 'TOTAL',
            }),
          )
        : call.body,
    called: (call: ServiceCall): void => {
      seen?.push({ call, answer: undefined });
    },
    answered: (call: ServiceCall, answer: ServiceAnswer): void => {
      const request = seen?.find((one) => one.call === call);
      if (request !== undefined) request.answer = answer;
    },
    async measure<T>({ group, title, beyond }: SectionToMeasure, work: () => Promise<T>): Promise<T> {
      if (measurements.some((one) => one.group === group && one.title === title)) {
        throw new Error(`${group}, ${title} was measured before: give this one another title.`);
      }
      const recorded: Seen[] = [];
      seen = recorded;
      const result = await work();
      seen = undefined;
      const counts = new Map<string, number>();
      const units = { readUnits: 0, writeUnits: 0 };
      for (const request of recorded) {
        const name = nameRequest(request, resources);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        if (!isBilled(request.call)) continue;
        units[reads.has(targetOf(request.call)) ? 'readUnits' : 'writeUnits'] += unitsOf(request);
      }
      const measured = { group, title, counts, ...units };
      measurements.push(beyond === undefined ? measured : takeAway(beyond, measured));
      return result;
    },
  };
}

function takeAway(base: Measurement, measured: Measurement): Measurement {
  const left = [...measured.counts]
    .map(([name, count]) => [name, count - (base.counts.get(name) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return {
    ...measured,
    counts: new Map(left),
    readUnits: measured.readUnits - base.readUnits,
    writeUnits: measured.writeUnits - base.writeUnits,
  };
}

async function receiveAll({ clients }: TestStack, queueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    for (const { ReceiptHandle } of Messages) {
      await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
    all.push(...Messages);
  }
}
