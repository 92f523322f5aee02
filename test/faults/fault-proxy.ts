import { Agent, request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { readBody, startHttpServer } from '../../local/http.ts';

export type ServiceName = 'dynamodb' | 'sqs' | 'ses';

/** One call that a function makes to a service. */
export interface Call {
  readonly service: ServiceName;
  /** The action as the service calls it: `TransactWriteItems`, `SendMessageBatch`, `SendRawEmail`. */
  readonly action: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What goes wrong with one call. */
export type Fault =
  /** The connection breaks before the service sees the call. */
  | { readonly kind: 'lose-request' }
  /** The service does its work. Then the connection breaks before the answer arrives. */
  | { readonly kind: 'lose-answer' }
  /** The caller gets no answer, and the service never sees the call. */
  | { readonly kind: 'hang' }
  /** The service does its work, but the caller gets no answer. */
  | { readonly kind: 'forward-and-hang' }
  /** The caller gets this answer, and the service never sees the call. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The service sees a changed call, and the caller gets a changed answer. */
  | {
      readonly kind: 'change';
      readonly body: string;
      readonly answer: (answer: Answer) => Answer;
    };

/** Watches every call between the functions and the services, and may interfere with it. */
export interface Interference {
  /** Is asked before a call is passed on. Returns a fault, or undefined to let the call pass. */
  readonly before?: (call: Call) => Fault | undefined | Promise<Fault | undefined>;
  /** Is told when the service has answered, before the caller gets the answer. */
  readonly after?: (call: Call, answer: Answer) => void | Promise<void>;
}

export interface FaultProxy {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const BODY_LIMIT_BYTES = 40 * 1024 * 1024;

/** Starts a proxy for one service. It passes every call on unless the interference returns a fault. */
export async function startFaultProxy(options: {
  service: ServiceName;
  target: string;
  interference: () => Interference;
}): Promise<FaultProxy> {
  const { service, target, interference } = options;
  const agent = new Agent({ keepAlive: true });

  const serve = async (
    incoming: { method: string; url: string; headers: IncomingHttpHeaders; body: string },
    response: ServerResponse,
  ): Promise<void> => {
    const { body, headers } = incoming;
    const call: Call = { service, action: actionOf(service, { headers, body }), body };
    const { before, after } = interference();
    const fault = await before?.(call);
    if (fault?.kind === 'lose-request') {
      response.socket?.destroy();
      return;
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'answer') {
      write(response, fault.answer);
      return;
    }
    const sent = fault?.kind === 'change' ? { ...incoming, body: fault.body } : incoming;
    const answer = await passOn(sent, { target, agent });
    await after?.(call, answer);
    if (fault?.kind === 'lose-answer') response.socket?.destroy();
    else if (fault?.kind === 'change') write(response, fault.answer(answer));
    else if (fault?.kind !== 'forward-and-hang') write(response, answer);
  };

  const server = await startHttpServer({
    port: undefined,
    listener: (request, response) => {
      readBody(request, BODY_LIMIT_BYTES)
        .then((body) =>
          serve(
            {
              method: request.method ?? 'POST',
              url: request.url ?? '/',
              headers: request.headers,
              body: body.toString('utf8'),
            },
            response,
          ),
        )
        .catch(() => {
          // Either the service or the caller is gone, so the connection breaks.
          response.socket?.destroy();
        });
    },
  });
  return {
    endpoint: server.endpoint,
    stop: async () => {
      agent.destroy();
      await server.stop();
    },
  };
}

function actionOf(service: ServiceName, call: { headers: IncomingHttpHeaders; body: string }): string {
  if (service === 'ses') return new URLSearchParams(call.body).get('Action') ?? 'unknown';
  const target = call.headers['x-amz-target'];
  return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : 'unknown';
}

function passOn(
  call: { method: string; url: string; headers: IncomingHttpHeaders; body: string },
  { target, agent }: { target: string; agent: Agent },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target);
    const body = Buffer.from(call.body, 'utf8');
    const headers = { ...call.headers, host: `${hostname}:${port}`, 'content-length': String(body.length) };
    const outgoing = httpRequest(
      { hostname, port, method: call.method, path: call.url, headers, agent },
      (incoming) => {
        readBody(incoming, BODY_LIMIT_BYTES).then((read) => {
          resolve({
            status: incoming.statusCode ?? 502,
            headers: incoming.headers,
            body: read.toString('utf8'),
          });
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function write(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, 'utf8');
  // The body is replaced, so its old length and checksum must not be sent.
  const headers = Object.entries(answer.headers).filter(
    ([name]) => name !== 'transfer-encoding' && name !== 'x-amz-crc32' && name !== 'content-length',
  );
  response
    .writeHead(answer.status, { ...Object.fromEntries(headers), 'content-length': String(body.length) })
    .end(body);
}
