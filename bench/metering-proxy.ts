import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBody, startHttpServer, type HttpServer } from '../local/http.ts';

/** The requests that one function made to one service, and the capacity units they consumed. */
export interface Metered {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

/** A proxy in front of a service. It counts requests by the caller's access key, and asks DynamoDB what each one consumed. */
export interface MeteringProxy {
  readonly endpoint: string;
  readonly byCaller: ReadonlyMap<string, Metered>;
  /** Adds up what all callers made. */
  total(): Metered;
  stop(): Promise<void>;
}

const capacity = z.object({ CapacityUnits: z.number().default(0) });
const answerSchema = z.looseObject({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });

const READS = /\.(?:GetItem|BatchGetItem|Query|TransactGetItems)$/u;
const BODY_LIMIT_BYTES = 40 * 1024 * 1024;

export async function startMeteringProxy(target: string): Promise<MeteringProxy> {
  const byCaller = new Map<string, Metered>();
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const action = String(incoming.headers['x-amz-target'] ?? '');
    const isDynamoDb = action.startsWith('DynamoDB_') && !action.endsWith('.DescribeTable');
    const body = await readBody(incoming, BODY_LIMIT_BYTES);
    const sent = isDynamoDb ? withCapacity(body) : body;
    const answer = await pass(incoming, { body: sent, target });
    const caller = /Credential=([^/]+)\//u.exec(incoming.headers.authorization ?? '')?.[1] ?? 'nobody';
    const metered = byCaller.get(caller) ?? { requests: 0, readUnits: 0, writeUnits: 0 };
    metered.requests += 1;
    metered[READS.test(action) ? 'readUnits' : 'writeUnits'] += isDynamoDb ? unitsOf(body, answer) : 0;
    byCaller.set(caller, metered);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server: HttpServer = await startHttpServer({
    port: undefined,
    listener: (incoming, response) => {
      serve(incoming, response).catch(() => response.destroy());
    },
  });
  const total = (): Metered => {
    const sum = { requests: 0, readUnits: 0, writeUnits: 0 };
    for (const { requests, readUnits, writeUnits } of byCaller.values()) {
      sum.requests += requests;
      sum.readUnits += readUnits;
      sum.writeUnits += writeUnits;
    }
    return sum;
  };
  return { endpoint: server.endpoint, byCaller, total, stop: () => server.stop() };
}

function withCapacity(body: Buffer): Buffer {
  const input = z.looseObject({}).parse(JSON.parse(body.toString('utf8')));
  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
}

const partsSchema = z.looseObject({ TransactItems: z.array(z.unknown()).optional() });

/**
 * Returns the units that DynamoDB bills. DynamoDB reports none for a refused write, but bills one for each small item, and
 * two in a transaction.
 */
function unitsOf(asked: Buffer, answer: { status: number; body: Buffer }): number {
  if (answer.status >= 400) {
    const { TransactItems } = partsSchema.parse(JSON.parse(asked.toString('utf8')));
    return TransactItems === undefined ? 1 : 2 * TransactItems.length;
  }
  const consumed =
    answerSchema.safeParse(JSON.parse(answer.body.toString('utf8'))).data?.ConsumedCapacity ?? [];
  return [consumed].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}

async function pass(
  incoming: IncomingMessage,
  { body, target }: { body: Buffer; target: string },
): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
  const url = new URL(incoming.url ?? '/', target);
  const headers = { ...incoming.headers, host: url.host, 'content-length': String(body.length) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(url, { method: incoming.method, headers }, resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
  return {
    status: answer.statusCode ?? 502,
    headers: answer.headers,
    body: await readBody(answer, BODY_LIMIT_BYTES),
  };
}
