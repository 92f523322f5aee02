import { setTimeout as delay } from 'node:timers/promises';
import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';
import {
  startFaultProxy,
  type Answer,
  type Call,
  type FaultProxy,
  type Interference,
} from './fault-proxy.ts';
import {
  createSendPath,
  type SendPath,
  type SendPathOptions,
  type Step,
  type StepOutcome,
} from './send-path.ts';

/** A stack of its own, with a proxy in front of each service that the functions call. */
export interface FaultyStack {
  readonly stack: TestStack;
  /** The environment of functions whose calls go through the proxies. */
  readonly environment: Record<string, string>;
  /** Interferes with calls like this from now on. Without an argument, all calls pass. */
  interfere(interference?: Interference): void;
  /** Starts functions in this process, as if Lambda had started new ones. */
  functions(adapt?: SendPathOptions['adapt']): SendPath;
  at(instant: string): void;
  /** Waits until SES has reported everything about the mail it took. */
  mailEventsPublished(): Promise<void>;
  /** Makes the messages of a dead process visible again, as the queue does after the visibility timeout. */
  showHeldMessages(): Promise<void>;
  /** Counts the messages on the queues, whether received or not, and on the dead-letter queues. */
  messagesLeft(): Promise<{ waiting: number; dead: number }>;
  stop(): Promise<void>;
}

/** The visibility timeout. It is so long that no message comes back by itself during a test. */
const VISIBILITY_SECONDS = 360;

export async function createFaultyStack(
  options: { emulators?: EmulatorEndpoints } = {},
): Promise<FaultyStack> {
  const stack = await createTestStack({ visibilitySeconds: VISIBILITY_SECONDS, ...options });
  const held = new HeldMessages();
  let current: Interference = {};
  const interference = (): Interference => ({
    ...(current.before === undefined ? {} : { before: current.before }),
    after: async (call, answer) => {
      held.note(call, answer);
      await current.after?.(call, answer);
    },
  });
  const { endpoints } = stack;
  const proxies = {
    dynamodb: await startFaultProxy({ service: 'dynamodb', target: endpoints.dynamodb, interference }),
    sqs: await startFaultProxy({ service: 'sqs', target: endpoints.sqs, interference }),
    ses: await startFaultProxy({ service: 'ses', target: endpoints.ses, interference }),
  } satisfies Record<string, FaultProxy>;
  const environment = {
    ...stack.environment,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.dynamodb.endpoint,
    AWS_ENDPOINT_URL_SQS: proxies.sqs.endpoint,
    AWS_ENDPOINT_URL_SES: proxies.ses.endpoint,
  };
  const queueUrls = Object.values(stack.resources.queueUrls);
  const deadLetterQueueUrls = Object.values(stack.resources.deadLetterQueueUrls);
  // The emulator refuses 0 when it keeps its messages in a file.
  const shownAfterSeconds = options.emulators === undefined ? 0 : 1;
  const sum = async (urls: readonly string[], counted = everyMessage): Promise<number> => {
    const counts = await Promise.all(urls.map((url) => countMessages(stack, { queueUrl: url, counted })));
    return counts.reduce((total, count) => total + count, 0);
  };

  return {
    stack,
    environment,
    interfere: (interferenceNow = {}) => {
      current = interferenceNow;
    },
    functions: (adapt) =>
      createSendPath({
        environment,
        queueUrls: stack.resources.queueUrls,
        ...(adapt === undefined ? {} : { adapt }),
      }),
    at: (instant) => {
      stack.clock.setAsOf(Temporal.Instant.from(instant));
    },
    mailEventsPublished: async () => {
      while (stack.sesDoor.isBusy()) await delay(2);
    },
    showHeldMessages: async () => {
      for (const [queueUrl, receipts] of held.takeAll()) {
        await stack.clients.sqs.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: queueUrl,
            Entries: receipts.map((ReceiptHandle, index) => ({
              Id: String(index),
              ReceiptHandle,
              VisibilityTimeout: shownAfterSeconds,
            })),
          }),
        );
      }
      // A message that was received and never deleted stays hidden for longer.
      const until = performance.now() + shownAfterSeconds * 1_500;
      while (performance.now() < until && (await sum(queueUrls, messagesAway)) > 0) await delay(50);
    },
    messagesLeft: async () => ({ waiting: await sum(queueUrls), dead: await sum(deadLetterQueueUrls) }),
    stop: async () => {
      await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
      await stack.stop();
    },
  };
}

/** Runs the functions until no work is left. */
export async function workUntilRest(
  take: (step: Step) => Promise<StepOutcome>,
  faulty: Pick<FaultyStack, 'mailEventsPublished'>,
): Promise<void> {
  for (;;) {
    const outgoing = await take('outgoing');
    await faulty.mailEventsPublished();
    const events = await take('mail-events');
    if (outgoing.taken + events.taken === 0) return;
  }
}

/** Moves the clock, runs the sweep as the schedule does, and then runs the functions until no work is left. */
export async function sweepAt(
  instant: string,
  { faulty, take }: { faulty: FaultyStack; take: (step: Step) => Promise<StepOutcome> },
): Promise<void> {
  faulty.at(instant);
  await take('sweep');
  await workUntilRest(take, faulty);
}

const receivedSchema = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })).default([]) });
const receivingSchema = z.object({ QueueUrl: z.string() });

/** Lists the receipts of all received messages. Receipts of deleted messages do no harm. */
class HeldMessages {
  readonly #receipts = new Map<string, string[]>();

  note(call: Call, answer: Answer): void {
    if (call.action !== 'ReceiveMessage' || answer.status !== 200) return;
    const { QueueUrl } = receivingSchema.parse(JSON.parse(call.body));
    const { Messages } = receivedSchema.parse(JSON.parse(answer.body));
    const known = this.#receipts.get(QueueUrl) ?? [];
    this.#receipts.set(QueueUrl, [...known, ...Messages.map(({ ReceiptHandle }) => ReceiptHandle)]);
  }

  /** Splits into requests of at most ten, the limit of SQS. */
  takeAll(): [queueUrl: string, receipts: string[]][] {
    const all = [...this.#receipts].flatMap(([queueUrl, receipts]) =>
      Array.from({ length: Math.ceil(receipts.length / 10) }, (_, batch): [string, string[]] => [
        queueUrl,
        receipts.slice(batch * 10, batch * 10 + 10),
      ]),
    );
    this.#receipts.clear();
    return all;
  }
}

type CountedMessages = readonly ('ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible')[];

const messagesAway: CountedMessages = ['ApproximateNumberOfMessagesNotVisible'];
const everyMessage: CountedMessages = ['ApproximateNumberOfMessages', ...messagesAway];

async function countMessages(
  stack: TestStack,
  { queueUrl, counted }: { queueUrl: string; counted: CountedMessages },
): Promise<number> {
  const { Attributes: attributes = {} } = await stack.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...counted] }),
  );
  return counted.reduce((total, name) => total + Number(attributes[name] ?? 0), 0);
}
