import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse } from 'aws-lambda';
import { queueEventSchema, type QueueMessage } from '../../shared/contracts/queue-event.ts';
import {
  asNotOurs,
  explainSetUpMessage,
  removeEnvelope,
  type Reading,
} from '../../shared/contracts/reading.ts';
import { metricNames } from '../../shared/contracts/metrics.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { observe } from './observe.ts';

/**
 * Returns a handler that takes the messages of a batch one by one and reports those that failed. Only those come back. After
 * their last try they go to the dead-letter queue.
 *
 * A message that is not meant for this function is logged and then deleted, because it would never succeed. A message that
 * cannot be read fails, and goes to the dead-letter queue for a human.
 */
export function createQueueHandler<Message>({
  read,
  act,
  log,
  metrics,
}: {
  /** Throws if the text is not a message of this queue. */
  read: (text: string) => Reading<Message>;
  /** Throws if the message must come back. */
  act: (message: Message) => Promise<void>;
  log: Log;
  metrics: Metrics;
}) {
  const handleMessage = async ({ body, messageId }: QueueMessage): Promise<void> => {
    const text = removeEnvelope(body);
    const aboutSetUp = explainSetUpMessage(text);
    const reading = aboutSetUp === undefined ? read(text) : asNotOurs(aboutSetUp);
    if (reading.kind === 'ours') {
      await act(reading.message);
      return;
    }
    log.info('message-not-ours', reading.why, { messageId });
    metrics.count(metricNames.messagesNotOurs, 1);
  };
  const takeAndLog = async (message: QueueMessage): Promise<void> => {
    try {
      await handleMessage(message);
    } catch (error) {
      const ids = { messageId: message.messageId, receives: message.attributes.ApproximateReceiveCount };
      log.error('message-failed', 'A message could not be processed. It will come back.', {
        ids,
        cause: error,
      });
      throw error;
    }
  };
  return middy()
    .use(observe({ log, metrics }))
    .handler((event: unknown): Promise<SQSBatchResponse> =>
      processPartialResponse(queueEventSchema.parse(event), takeAndLog, new BatchProcessor(EventType.SQS), {
        processInParallel: false,
        throwOnFullBatchFailure: false,
      }),
    );
}
