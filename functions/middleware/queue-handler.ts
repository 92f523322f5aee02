import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse } from 'aws-lambda';
import { queueEventSchema, type QueueMessage } from '../../shared/contracts/queue-event.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { observe } from './observe.ts';

/**
 * A handler that takes the messages of a batch one by one and reports those that failed, so that only they come back; after
 * their last try they go to the dead-letter queue.
 */
export function createQueueHandler({
  take,
  log,
  metrics,
}: {
  /** Throws when the message shall come back. */
  take: (message: QueueMessage) => Promise<void>;
  log: Log;
  metrics: Metrics;
}) {
  const takeAndLog = async (message: QueueMessage): Promise<void> => {
    try {
      await take(message);
    } catch (error) {
      const ids = { messageId: message.messageId, receives: message.attributes.ApproximateReceiveCount };
      log.error('message-failed', 'A message could not be taken; it comes back.', { ids, cause: error });
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
