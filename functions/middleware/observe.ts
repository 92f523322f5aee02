import type middy from '@middy/core';
import type { Log } from '../../shared/ports/log.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';

/**
 * Puts the run's name and id into its log lines, logs errors, and publishes the metrics.
 *
 * It sets no response on an error, because on a queue handler that would make Lambda delete the batch.
 */
export function observe({ log, metrics }: { log: Log; metrics: Metrics }): middy.MiddlewareObj {
  return {
    before: ({ context }) => {
      log.begin({ functionName: context.functionName, requestId: context.awsRequestId });
    },
    after: () => {
      metrics.publish();
    },
    onError: ({ error }) => {
      log.error('invocation-failed', 'The function did not finish.', { cause: error });
      metrics.publish();
    },
  };
}
