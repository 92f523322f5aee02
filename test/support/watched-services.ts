import { Agent, request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { readBody, startHttpServer, type HttpServer } from '../../local/http.ts';

/** One call of the SDK to a service, as it is sent. A retry is a call of its own. */
export interface ServiceCall {
  readonly service: ServiceName;
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type ServiceName = 'dynamodb' | 'sqs' | 's3' | 'ses';

export interface WatchedServices {
  /** The variables that make the SDK send its calls through here. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const variableOf: Readonly<Record<ServiceName, string>> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  s3: 'AWS_ENDPOINT_URL_S3',
  ses: 'AWS_ENDPOINT_URL_SES',
};

const serviceNames = ['dynamodb', 'sqs', 's3', 'ses'] as const satisfies readonly ServiceName[];

const BODY_LIMIT_BYTES = 40 * 1024 * 1024;

/** Stands between the functions and the services. Passes every call on, and tells the watcher about it. */
export async function watchServices(
  /** The addresses of the services. */
  environment: Readonly<Record<string, string | undefined>>,
  watch: {
    /** Returns the body that the service gets instead of the one that was sent. */
    readonly bodyFor?: (call: ServiceCall) => Buffer;
    /** Is told before the call is passed on. */
    readonly called?: (call: ServiceCall) => void;
    /** Is told when the service has answered. */
    readonly answered?: (call: ServiceCall, answer: ServiceAnswer) => void;
  },
): Promise<WatchedServices> {
  const agent = new Agent({ keepAlive: true });
  const servers: HttpServer[] = [];
  const variables: Record<string, string> = {};
  for (const service of serviceNames) {
    const target = environment[variableOf[service]] ?? '';
    const server = await startHttpServer({
      port: undefined,
      listener: (incoming, response) => {
        const serve = async (): Promise<void> => {
          const call: ServiceCall = {
            service,
            headers: incoming.headers,
            method: incoming.method ?? 'POST',
            url: new URL(incoming.url ?? '/', target),
            body: await readBody(incoming, BODY_LIMIT_BYTES),
          };
          watch.called?.(call);
          const answer = await pass({ ...call, body: watch.bodyFor?.(call) ?? call.body }, agent);
          watch.answered?.(call, answer);
          write(response, answer);
        };
        serve().catch(() => response.destroy());
      },
    });
    servers.push(server);
    variables[variableOf[service]] = server.endpoint;
  }
  return {
    variables,
    stop: async () => {
      agent.destroy();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Returns the operation of DynamoDB or SQS: `GetItem`, `SendMessageBatch`. */
export function targetOf({ headers }: Pick<ServiceCall, 'headers'>): string {
  const target = String(headers['x-amz-target']);
  return target.slice(target.lastIndexOf('.') + 1);
}

/** Passes the body on whole, with its length. */
async function pass({ headers, method, url, body }: ServiceCall, agent: Agent): Promise<ServiceAnswer> {
  const passed = Object.entries(headers).filter(([name]) => name !== 'transfer-encoding');
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      url,
      {
        method,
        headers: { ...Object.fromEntries(passed), host: url.host, 'content-length': String(body.length) },
        agent,
      },
      (incoming) => {
        readBody(incoming, BODY_LIMIT_BYTES).then((read) => {
          resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: read });
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function write(response: ServerResponse, { status, headers, body }: ServiceAnswer): void {
  const passed = Object.entries(headers).filter(
    ([name]) => name !== 'transfer-encoding' && name !== 'content-length',
  );
  response
    .writeHead(status, { ...Object.fromEntries(passed), 'content-length': String(body.length) })
    .end(body);
}
