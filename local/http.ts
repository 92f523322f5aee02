import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { ServiceError } from '../shared/errors.ts';
import { loopback } from './loopback.ts';

export interface HttpServer {
  endpoint: string;
  port: number;
  /** Stops listening, lets the requests under way finish, and ends idle connections. */
  stop(): Promise<void>;
}

/** @throws ServiceError `conflict` when the port is taken. */
export async function startHttpServer(options: {
  port: number | undefined;
  listener: RequestListener;
}): Promise<HttpServer> {
  const server = createServer(options.listener);
  await listen(server, options.port ?? 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('An HTTP server has no port.');
  return {
    endpoint: `http://${loopback}:${address.port}`,
    port: address.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const impatience = setTimeout(() => {
        server.closeAllConnections();
      }, 2000);
      await closed;
      clearTimeout(impatience);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        'code' in cause && cause.code === 'EADDRINUSE'
          ? new ServiceError(
              'in-use',
              `Port ${port} is taken: choose another --port-base, or leave it out.`,
              { cause },
            )
          : cause,
      );
    });
    server.listen(port, loopback, resolve);
  });
}

/** @throws ServiceError `too-large` as soon as the body exceeds the limit. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A request body without encoding comes as bytes.');
    length += chunk.length;
    if (length > limitBytes) {
      throw new ServiceError('too-large', `A request may hold at most ${limitBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
