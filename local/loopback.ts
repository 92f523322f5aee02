import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:net';
import * as z from 'zod';

export const loopback = '127.0.0.1';

/** Returns a port that was free a moment ago, for a process that cannot choose one itself. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
}

const listenMessageSchema = z.looseObject({ options: z.looseObject({ host: z.string().optional() }) });

/**
 * Starts a server that would listen on every network interface, and makes it listen only on this machine.
 *
 * fauxqs has no option for the address. Node reports each `listen` before it happens, and lets us change it.
 */
export async function listenOnLoopback<T>(start: () => Promise<T>): Promise<T> {
  const channel = 'tracing:net.server.listen:asyncStart';
  const bindToLoopback = (message: unknown): void => {
    if (!listenMessageSchema.safeParse(message).success) return;
    if (typeof message !== 'object' || message === null || !('options' in message)) return;
    if (typeof message.options === 'object' && message.options !== null)
      Object.assign(message.options, { host: loopback });
  };
  subscribe(channel, bindToLoopback);
  try {
    return await start();
  } finally {
    unsubscribe(channel, bindToLoopback);
  }
}
