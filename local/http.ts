import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { ServiceError } from '../shared/errors.ts';
import { loopback } from './loopback.ts';

export interface HttpServer {
  endpoint: string;
  port: number;
  /** Stops listening, lets running requests finish, and closes idle connections. After two seconds it closes all. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server that only this machine can reach. Without a port it uses any free one.
 *
 * @throws ServiceError `conflict` if the port is in use.
 */
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
              'conflict',
              `Port ${port} is in use. Choose another --port-base, or leave it out.`,
              { cause },
            )
          : cause,
      );
    });
    server.listen(port, loopback, resolve);
  });
}

/**
 * Reads the body of a request.
 *
 * @throws ServiceError `too-large` as soon as the body exceeds the limit.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A request body without an encoding must be bytes.');
    length += chunk.length;
    if (length > limitBytes) {
      throw new ServiceError(
        'too-large',
        `The request is too large. It may have at most ${limitBytes} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
