import type { IncomingMessage, ServerResponse } from 'node:http';
import { runInNewContext } from 'node:vm';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { limitBodies } from '../../functions/progress-form/front.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { readBody, startHttpServer, type HttpServer } from '../http.ts';
import { serveAsset } from './form-assets.ts';
import { LAMBDA_PAYLOAD_BYTES, toHttpEvent, writeFailure, writeHttpResult } from './http-events.ts';
import { FunctionTimeout, type Invoker } from './invoker.ts';

/** The largest body that API Gateway accepts. */
const bodyLimitBytes = 10 * 1024 * 1024;

/** Starts the HTTP API in front of the form. Each request becomes an event, and each answer becomes a response. */
export function startFormFront(options: {
  port: number | undefined;
  clock: Clock;
  /** Returns undefined until the functions are ready. */
  invoker: () => Invoker | undefined;
}): Promise<HttpServer> {
  return startHttpServer({
    port: options.port,
    listener: (incoming, response) => {
      if (serveAsset(incoming, response)) return;
      if (answeredAtTheEdge(incoming, response)) return;
      const invoker = options.invoker();
      if (invoker === undefined) {
        writeFailure(response, { status: 503, message: 'Service Unavailable' });
        return;
      }
      void readEvent(incoming, options.clock).then(
        (event) => answer({ event, invoker, response }),
        (error: unknown) => {
          const isTooLarge = error instanceof ServiceError && error.code === 'too-large';
          // Do not read the rest of the body.
          response.setHeader('connection', 'close');
          writeFailure(
            response,
            isTooLarge
              ? { status: 413, message: 'Request Entity Too Large' }
              : { status: 400, message: 'Bad Request' },
          );
        },
      );
    },
  });
}

const edgeAnswerSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.object({ value: z.string() })),
});

/** The function is compiled once, as in CloudFront. */
const edge = z
  .custom<(event: unknown) => unknown>((value) => typeof value === 'function')
  .parse(runInNewContext(`${limitBodies}; handler`));

/** Answers requests that CloudFront answers itself. Returns false if the request goes on to the API. */
function answeredAtTheEdge(incoming: IncomingMessage, response: ServerResponse): boolean {
  const headers = Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, { value: values?.join(',') }]),
  );
  const [uri] = (incoming.url ?? '/').split('?');
  const answered: unknown = edge({ request: { method: incoming.method, uri, headers } });
  const parsed = edgeAnswerSchema.safeParse(answered);
  if (!parsed.success) return false;
  for (const [name, { value }] of Object.entries(parsed.data.headers)) response.setHeader(name, value);
  response.writeHead(parsed.data.statusCode);
  // The browser continues when it has sent everything. The body is not kept.
  incoming.resume();
  incoming.once('end', () => response.end());
  return true;
}

async function readEvent(incoming: IncomingMessage, clock: Clock): Promise<APIGatewayProxyEventV2> {
  const body = await readBody(incoming, bodyLimitBytes);
  const event = toHttpEvent({ incoming, body, now: clock.now() });
  if (Buffer.byteLength(JSON.stringify(event)) > LAMBDA_PAYLOAD_BYTES) {
    throw new ServiceError('too-large', 'The request is too large. It may have at most 6 MB.');
  }
  return event;
}

async function answer(call: {
  event: APIGatewayProxyEventV2;
  invoker: Invoker;
  response: ServerResponse;
}): Promise<void> {
  let result: unknown;
  try {
    result = await call.invoker.invoke('progress-form', call.event);
  } catch (error) {
    writeFailure(
      call.response,
      error instanceof FunctionTimeout
        ? { status: 503, message: 'Service Unavailable' }
        : { status: 500, message: 'Internal Server Error' },
    );
    return;
  }
  writeHttpResult(call.response, result);
}
