import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueAttributesCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Consumer } from 'sqs-consumer';
import * as z from 'zod';
import { functionNames, serviceMap, type FunctionName, type QueueName } from '../../infra/service-map.ts';
import { nameOfError, type Log } from '../log.ts';
import { queueArn } from '../resources.ts';
import type { Invoker } from './invoker.ts';

export interface QueuePollers {
  /** Counts the messages that are waiting or being processed, and those that wait for their next try. */
  backlog(): Promise<{ toDo: number; waiting: number }>;
  /** Tells whether a function has a batch, or a finished batch is not deleted yet. It sends no request to the queues. */
  isBusy(): boolean;
  /**
   * Stops when the running work is done. If a poll is abandoned, the emulator may still hand it a message, which is then
   * hidden until its next try. So a caller that abandons polls must stop the emulator too.
   */
  stop(options: { abandonPolls: boolean }): Promise<void>;
}

interface Poller {
  backlog(): Promise<{ toDo: number; waiting: number }>;
  isBusy(): boolean;
  consumers: readonly Consumer[];
}

/** Polls each queue of the service map for its function, as Lambda's event source mappings do. */
export async function startQueuePollers(options: {
  invoker: Invoker;
  sqs: SQSClient;
  queueUrls: Record<QueueName, string>;
  /** How long a poll waits for a message, in seconds. A normal stop may take as long. */
  pollSeconds: number;
  log: Log;
}): Promise<QueuePollers> {
  const abandoned = new AbortController();
  const pollers = await Promise.all(
    functionNames.flatMap((name) => {
      const { trigger } = serviceMap.functions[name];
      if (trigger.kind !== 'queue') return [];
      return [
        startPoller({
          ...options,
          name,
          queueUrl: options.queueUrls[trigger.queue],
          batchSize: trigger.batchSize,
          consumers: Math.min(trigger.maxConcurrency, consumersPerQueue),
          abandoned: abandoned.signal,
        }),
      ];
    }),
  );
  return {
    backlog: async () => {
      const each = await Promise.all(pollers.map((poller) => poller.backlog()));
      return {
        toDo: each.reduce((sum, { toDo }) => sum + toDo, 0),
        waiting: each.reduce((sum, { waiting }) => sum + waiting, 0),
      };
    },
    isBusy: () => pollers.some((poller) => poller.isBusy()),
    stop: async ({ abandonPolls }) => {
      const consumers = pollers.flatMap((poller) => poller.consumers);
      for (const consumer of consumers) consumer.stop({ abort: false });
      await waitUntil(() => options.invoker.inFlight() === 0);
      if (!abandonPolls) await waitUntil(() => consumers.every((consumer) => !consumer.status.isPolling));
      abandoned.abort();
    },
  };
}

/** Two consumers reveal problems between parallel instances, and cost little when idle. */
const consumersPerQueue = 2;

async function startPoller(options: {
  invoker: Invoker;
  sqs: SQSClient;
  log: Log;
  name: FunctionName;
  queueUrl: string;
  batchSize: number;
  pollSeconds: number;
  consumers: number;
  abandoned: AbortSignal;
}): Promise<Poller> {
  const { sqs, queueUrl, name, log, abandoned } = options;
  const waitingForRetry = await openRetryBook(sqs, queueUrl);

  const handleBatch = async (messages: Message[]): Promise<Message[]> => {
    for (const message of messages) waitingForRetry.markTaken(message);
    const handled = await invokeWithBatch({ ...options, messages });
    const failed = messages.filter((message) => !handled.includes(message));
    for (const message of failed) waitingForRetry.markFailed(message);
    if (failed.length > 0)
      log(`${name}: ${failed.length} of ${messages.length} messages wait for their next try`);
    return handled;
  };

  let batches = 0;
  const consumers = Array.from({ length: options.consumers }, () => {
    const consumer = Consumer.create({
      sqs,
      queueUrl,
      batchSize: options.batchSize,
      waitTimeSeconds: options.pollSeconds,
      // The emulator may be unavailable for a moment, so ask again soon.
      authenticationErrorTimeout: 200,
      messageSystemAttributeNames: ['All'],
      messageAttributeNames: ['All'],
      handleMessageBatch: (messages) => {
        batches += 1;
        return handleBatch(messages);
      },
    });
    // The event comes after each batch, whether it succeeded or failed, when processed messages are deleted.
    consumer.on('response_processed', () => {
      batches -= 1;
    });
    consumer.on('error', (error) => {
      if (!abandoned.aborted) log(`${name}: its queue cannot be polled (${nameOfError(error)})`);
    });
    consumer.start();
    return consumer;
  });

  return {
    consumers,
    isBusy: () => batches > 0,
    backlog: async () => {
      const { visible, inFlight, delayed } = await countMessages(sqs, queueUrl);
      const retries = Math.min(inFlight, waitingForRetry.count());
      return { toDo: visible + inFlight - retries, waiting: retries + delayed };
    },
  };
}

/**
 * Calls the function with one batch and returns the messages that it processed. It follows Lambda's rules: if the function
 * throws, or its answer is not valid, no message counts as processed.
 * Source: AWS Lambda developer guide, "Handling errors for an SQS event source in Lambda".
 */
export async function invokeWithBatch(options: {
  invoker: Invoker;
  name: FunctionName;
  queueUrl: string;
  messages: readonly Message[];
  log: Log;
}): Promise<Message[]> {
  const { invoker, name, messages } = options;
  let answer: unknown;
  try {
    answer = await invoker.invoke(name, toSqsEvent(messages, options.queueUrl));
  } catch {
    return [];
  }
  const parsed = batchResponseSchema.safeParse(answer ?? {});
  if (!parsed.success) {
    options.log(`${name}: its answer is not a valid batch response`);
    return [];
  }
  const failures: SQSBatchResponse['batchItemFailures'] = parsed.data.batchItemFailures ?? [];
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
}

const batchResponseSchema = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string() })).nullish(),
});

function toSqsEvent(messages: readonly Message[], queueUrl: string): SQSEvent {
  return { Records: messages.map((message) => toRecord(message, queueUrl)) };
}

function toRecord(message: Message, queueUrl: string): SQSRecord {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? randomUUID(),
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: attributes.SentTimestamp ?? '0',
      SenderId: attributes.SenderId ?? '000000000000',
      ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? '0',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        {
          dataType: value.DataType ?? 'String',
          ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
          ...(value.BinaryValue === undefined
            ? {}
            : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queueUrl),
    awsRegion: 'eu-west-2',
  };
}

/**
 * Records which messages are hidden because they failed and wait for their next try. SQS counts them together with messages
 * that are being processed.
 */
async function openRetryBook(
  sqs: SQSClient,
  queueUrl: string,
): Promise<{ markTaken(message: Message): void; markFailed(message: Message): void; count(): number }> {
  const { inFlight, visibilitySeconds } = await countMessages(sqs, queueUrl);
  const nextTry = (): number => performance.now() + visibilitySeconds * 1000;
  const visibleAgainAt = new Map<string, number>();
  // A killed runner had taken these messages. Nobody is processing them now.
  for (let orphan = 0; orphan < inFlight; orphan += 1) visibleAgainAt.set(`orphan ${orphan}`, nextTry());
  return {
    markTaken: ({ MessageId = '' }) => {
      visibleAgainAt.delete(MessageId);
    },
    markFailed: ({ MessageId = '' }) => {
      visibleAgainAt.set(MessageId, nextTry());
    },
    count: () => {
      for (const [id, at] of visibleAgainAt) if (at <= performance.now()) visibleAgainAt.delete(id);
      return visibleAgainAt.size;
    },
  };
}

async function countMessages(
  sqs: SQSClient,
  queueUrl: string,
): Promise<{ visible: number; inFlight: number; delayed: number; visibilitySeconds: number }> {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
        'VisibilityTimeout',
      ],
    }),
  );
  return {
    visible: Number(attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    visibilitySeconds: Number(attributes.VisibilityTimeout ?? 0),
  };
}

async function waitUntil(condition: () => boolean): Promise<void> {
  const patienceEndsAt = performance.now() + 5000;
  while (!condition() && performance.now() < patienceEndsAt) await delay(5);
}
