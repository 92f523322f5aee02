import type { Metrics } from '../../shared/ports/metrics.ts';
import { parseWakeUp } from '../../shared/contracts/wake-up.ts';
import { sendNotices, type SendNoticesDependencies } from '../../shared/use-cases/send-notices.ts';
import { createQueueHandler } from '../middleware/queue-handler.ts';

export type Dependencies = SendNoticesDependencies & { readonly metrics: Metrics };

export function createHandler(dependencies: Dependencies) {
  return createQueueHandler({
    ...dependencies,
    take: async (message) => {
      await sendNotices(parseWakeUp(message.body), dependencies);
    },
  });
}
