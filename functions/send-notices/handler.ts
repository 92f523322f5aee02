import type { Metrics } from '../../shared/ports/metrics.ts';
import { readWakeUp } from '../../shared/contracts/wake-up.ts';
import { sendNotices, type SendNoticesDependencies } from '../../shared/use-cases/sending/send-notices.ts';
import { createQueueHandler } from '../middleware/queue-handler.ts';

export type Dependencies = SendNoticesDependencies & { readonly metrics: Metrics };

export function createHandler(dependencies: Dependencies) {
  return createQueueHandler({
    ...dependencies,
    read: readWakeUp,
    act: async (wakeUp) => {
      await sendNotices(dependencies, wakeUp);
    },
  });
}
