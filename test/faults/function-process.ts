import * as z from 'zod';
import { createSendPath, type SendPath } from './send-path.ts';

/**
 * Runs the functions in a separate process that a test can kill. The process takes one message at a time from its parent.
 * The first gives the addresses of the services. Each further one is a step. The process answers each with its result.
 */
const urls = z.object({ outgoing: z.string(), 'mail-events': z.string(), 'incoming-mail': z.string() });
const orderSchema = z.union([
  z.object({ environment: z.record(z.string(), z.string()), queueUrls: urls }),
  z.object({ step: z.enum(['sweep', 'send-digest', 'outgoing', 'mail-events']) }),
]);

let path: SendPath | undefined;

process.on('message', (message) => {
  void obey(orderSchema.parse(message)).then((answer) => process.send?.(answer));
});
process.send?.({ ready: true });

async function obey(order: z.output<typeof orderSchema>): Promise<object> {
  if ('environment' in order) {
    path = createSendPath(order);
    return { taken: 0, failed: 0 };
  }
  if (path === undefined) throw new Error('A step came before the environment.');
  return path.take(order.step);
}
