import { readMailEvent } from '../../shared/contracts/mail-event.ts';
import type { Metrics } from '../../shared/ports/metrics.ts';
import {
  recordMailEvent,
  type RecordMailEventDependencies,
} from '../../shared/use-cases/sending/record-mail-event.ts';
import { createQueueHandler } from '../middleware/queue-handler.ts';

export type Dependencies = RecordMailEventDependencies & { readonly metrics: Metrics };

export function createHandler(dependencies: Dependencies) {
  return createQueueHandler({
    ...dependencies,
    read: readMailEvent,
    act: (fact) => recordMailEvent(dependencies, fact),
  });
}
