import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { readBody, startHttpServer, type HttpServer } from '../../local/http.ts';
import type { Resources } from '../../local/resources.ts';

/** What IAM would have been asked when a function made a call: `dynamodb:GetItem` on `table`. */
export interface Use {
  readonly by: string;
  readonly action: string;
  /** By its name in the service map: `table`, `index by-force`, `queue outgoing`, `bucket raw-mail`. */
  readonly on: string;
}

/** Stands between the functions and the emulators, and writes down who asked for what. */
export interface CallRecorder {
  readonly uses: readonly Use[];
  /** The environment of one function: its calls go through here under its own name, which is its access key. */
  environmentOf(name: string, environment: Record<string, string>): Record<string, string>;
  stop(): Promise<void>;
}

type Reader = (call: {
  headers: IncomingMessage['headers'];
  method: string;
  url: URL;
  body: Buffer;
}) => Omit<Use, 'by'>[];

const BODY_LIMIT_BYTES = 40 * 1024 * 1024;

export async function startCallRecorder(
  environment: Record<string, string>,
  resources: Resources,
): Promise<CallRecorder> {
  const uses: Use[] = [];
  const seen = new Set<string>();
  const agent = new Agent({ keepAlive: true });
  const variables: Readonly<Record<string, Reader>> = {
    AWS_ENDPOINT_URL_DYNAMODB: readTableCall,
    AWS_ENDPOINT_URL_SQS: readQueueCall(resources),
    AWS_ENDPOINT_URL_S3: readBucketCall(resources),
    AWS_ENDPOINT_URL_SES: readMailCall,
  };
  const servers: HttpServer[] = [];
  const through: Record<string, string> = {};
  for (const [variable, read] of Object.entries(variables)) {
    const target = environment[variable] ?? '';
    const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = await readBody(incoming, BODY_LIMIT_BYTES);
      const { headers, method = 'POST' } = incoming;
      const url = new URL(incoming.url ?? '/', target);
      for (const use of read({ headers, method, url, body })) {
        const key = JSON.stringify([callerOf(headers), use]);
        if (!seen.has(key)) uses.push({ by: callerOf(headers), ...use });
        seen.add(key);
      }
      await pass({ incoming, body, url, agent, response });
    };
    const server = await startHttpServer({
      port: undefined,
      listener: (incoming, response) => {
        serve(incoming, response).catch(() => response.destroy());
      },
    });
    servers.push(server);
    through[variable] = server.endpoint;
  }
  return {
    uses,
    environmentOf: (name, own) => ({ ...own, ...through, AWS_ACCESS_KEY_ID: name }),
    stop: async () => {
      agent.destroy();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** `AWS4-HMAC-SHA256 Credential=sweep/20160309/…` */
function callerOf(headers: IncomingMessage['headers']): string {
  return /Credential=([^/]+)\//u.exec(headers.authorization ?? '')?.[1] ?? 'nobody';
}

async function pass(call: {
  incoming: IncomingMessage;
  body: Buffer;
  url: URL;
  agent: Agent;
  response: ServerResponse;
}): Promise<void> {
  const { incoming, body, url, agent, response } = call;
  // The body is passed on whole, with its length.
  const headers = Object.entries(incoming.headers).filter(([name]) => name !== 'transfer-encoding');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(
      url,
      {
        method: incoming.method,
        headers: { ...Object.fromEntries(headers), host: url.host, 'content-length': String(body.length) },
        agent,
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}

const key = z.looseObject({ TableName: z.string() });
const tableCallSchema = z.looseObject({
  IndexName: z.string().optional(),
  TransactItems: z
    .array(
      z.union([
        z.looseObject({ Put: key }).transform(() => 'PutItem'),
        z.looseObject({ Update: key }).transform(() => 'UpdateItem'),
        z.looseObject({ Delete: key }).transform(() => 'DeleteItem'),
        z.looseObject({ ConditionCheck: key }).transform(() => 'ConditionCheckItem'),
      ]),
    )
    .optional(),
});

/** A transaction asks for the permission of each of its parts. */
const readTableCall: Reader = ({ headers, body }) => {
  const { IndexName, TransactItems } = tableCallSchema.parse(JSON.parse(body.toString('utf8')));
  const on = IndexName === undefined ? 'table' : `index ${IndexName}`;
  const actions = TransactItems ?? [targetOf(headers)];
  return actions.map((action) => ({ action: `dynamodb:${action}`, on }));
};

function readQueueCall({ queueUrls, deadLetterQueueUrls }: Resources): Reader {
  const names = new Map([
    ...Object.entries(queueUrls).map(([name, url]) => [url, `queue ${name}`] as const),
    ...Object.entries(deadLetterQueueUrls).map(([name, url]) => [url, `dead letters ${name}`] as const),
  ]);
  return ({ headers, body }) => {
    const { QueueUrl } = z.looseObject({ QueueUrl: z.string() }).parse(JSON.parse(body.toString('utf8')));
    // IAM knows no batches.
    const action = `sqs:${targetOf(headers).replace(/Batch$/u, '')}`;
    return [{ action, on: names.get(QueueUrl) ?? QueueUrl }];
  };
}

/** `AmazonSQS.SendMessageBatch` */
function targetOf(headers: IncomingMessage['headers']): string {
  const target = String(headers['x-amz-target']);
  return target.slice(target.lastIndexOf('.') + 1);
}

const objectActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

function readBucketCall({ buckets }: Resources): Reader {
  const names = new Map(Object.entries(buckets).map(([name, bucket]) => [bucket, `bucket ${name}`]));
  return ({ headers, method, url, body }) => {
    const [, bucket = '', ...keys] = url.pathname.split('/');
    const on = names.get(bucket) ?? bucket;
    if (url.searchParams.has('versions')) return [{ action: 's3:ListBucketVersions', on }];
    if (url.searchParams.has('delete')) {
      const isOfVersions = body.includes('<VersionId>');
      return [{ action: isOfVersions ? 's3:DeleteObjectVersion' : 's3:DeleteObject', on }];
    }
    const action = objectActions[method] ?? method;
    if (headers['x-amz-copy-source'] !== undefined) {
      // What is copied is read, too.
      return [
        { action: 's3:GetObject', on },
        { action, on: `${on} below ${keys[0] ?? ''}/` },
      ];
    }
    return [{ action, on }];
  };
}

const readMailCall: Reader = ({ body }) => {
  const parameters = new URLSearchParams(body.toString('utf8'));
  const action = `ses:${parameters.get('Action') ?? ''}`;
  return [
    { action, on: `address ${parameters.get('Source') ?? ''}` },
    { action, on: parameters.has('ConfigurationSetName') ? 'configuration set' : 'no configuration set' },
  ];
};
