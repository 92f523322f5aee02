import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ServiceError } from '../errors.ts';
import { toServiceError } from './aws-failure.ts';
import type { WakeUp, WakeUps } from '../ports/wake-ups.ts';

/** How many messages SQS takes in one batch at most. */
const BATCH = 10;

export function createSqsWakeUps(client: SQSClient, queueUrl: string): WakeUps {
  return {
    async send(wakeUps) {
      for (let start = 0; start < wakeUps.length; start += BATCH) {
        await sendBatch(client, { queueUrl, wakeUps: wakeUps.slice(start, start + BATCH) });
      }
    },
  };
}

async function sendBatch(
  client: SQSClient,
  batch: { queueUrl: string; wakeUps: readonly WakeUp[] },
): Promise<void> {
  const failed = await client
    .send(
      new SendMessageBatchCommand({
        QueueUrl: batch.queueUrl,
        Entries: batch.wakeUps.map((wakeUp, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(wakeUp),
        })),
      }),
    )
    .then((answer) => answer.Failed ?? [])
    .catch((error: unknown) => {
      throw toServiceError(error, 'The outgoing queue');
    });
  // SQS answers 200 even if it took only some of the messages.
  if (failed.length > 0) {
    const codes = failed.map((entry) => entry.Code ?? 'unknown').join(', ');
    // SQS refuses a message every time if it says that the fault is the sender's.
    const code = failed.some((entry) => entry.SenderFault === true) ? 'defect' : 'unreachable';
    throw new ServiceError(code, `The outgoing queue refused ${failed.length} wake-ups (${codes}).`);
  }
}

export function createSqsClient(options: { requestTimeoutMilliseconds?: number } = {}): SQSClient {
  return new SQSClient({
    maxAttempts: 4,
    // The client must not take its host from the queue URL, because the URL comes from the configuration.
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      requestTimeout: options.requestTimeoutMilliseconds ?? 5_000,
      // Without this the SDK only warns, and a function waits until its own time is up.
      throwOnRequestTimeout: true,
      connectionTimeout: 2_000,
    },
  });
}
