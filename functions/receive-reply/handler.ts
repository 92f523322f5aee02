import { readReceipt } from '../../shared/contracts/reply-receipt.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import { receiveReply, type ReceiveReplyDependencies } from '../../shared/use-cases/replies/receive-reply.ts';
import { createQueueHandler } from '../middleware/queue-handler.ts';

export type Dependencies = ReceiveReplyDependencies & { readonly metrics: Metrics };

export function createHandler(dependencies: Dependencies) {
  return createQueueHandler({
    ...dependencies,
    read: readReceipt,
    act: async (receipt) => {
      await receiveReply(dependencies, receipt);
    },
  });
}
