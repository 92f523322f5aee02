import type middy from '@middy/core';
import { ServiceError } from '../../shared/errors.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';

/**
 * Puts the run's name and id into its log lines, logs errors, and publishes the metrics.
 *
 * It sets no response on an error, because on a queue handler that would make Lambda delete the batch.
 */
export function observe(
  { log, metrics }: { log: Log; metrics: Metrics },
  /** With `visitors`, an error that a request of a visitor causes is no failure of ours. */
  { visitors = false }: { visitors?: boolean } = {},
): middy.MiddlewareObj {
  return {
    before: ({ context }) => {
      log.begin({ functionName: context.functionName, requestId: context.awsRequestId });
    },
    after: () => {
      metrics.publish();
    },
    onError: ({ error }) => {
      if (visitors && error instanceof ServiceError && error.httpStatus < 500) {
        log.info('request-refused', 'A request of a visitor was refused.', { problem: error.code });
      } else {
        log.error('invocation-failed', 'The function did not finish.', { cause: error });
      }
      metrics.publish();
    },
  };
}
