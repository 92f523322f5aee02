import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { unavailablePage } from './form-assets.ts';

/**
 * Turns a request into the event that API Gateway's HTTP API sends to Lambda, payload format 2.0.
 * Source: Amazon API Gateway developer guide, "AWS Lambda proxy integrations for HTTP APIs".
 */
export function toHttpEvent(request: {
  incoming: IncomingMessage;
  body: Buffer;
  now: Temporal.Instant;
}): APIGatewayProxyEventV2 {
  const { incoming, body, now } = request;
  const target = incoming.url ?? '/';
  const queryStart = target.indexOf('?');
  const rawPath = queryStart === -1 ? target : target.slice(0, queryStart);
  const rawQueryString = queryStart === -1 ? '' : target.slice(queryStart + 1);
  const { cookie, ...rest } = incoming.headersDistinct;
  const cookies = (cookie ?? []).flatMap((line) => line.split('; ')).filter((each) => each !== '');
  const headers = Object.fromEntries(
    Object.entries(rest).flatMap(([name, values]) =>
      values === undefined ? [] : [[name, values.join(',')]],
    ),
  );
  const query = joinRepeated(new URLSearchParams(rawQueryString));
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: { ...headers, 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'http' },
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: incoming.headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: incoming.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp,
        userAgent: incoming.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.epochMilliseconds,
    },
    ...bodyOf(body, incoming.headers['content-type']),
  };
}

/** API Gateway passes a body on as text only if its type says that it is text. A form post arrives in base64. */
const textTypes = /^(text\/|application\/(json|xml|javascript)\b)/;

function bodyOf(
  body: Buffer,
  contentType: string | undefined,
): Pick<APIGatewayProxyEventV2, 'isBase64Encoded' | 'body'> {
  if (body.length === 0) return { isBase64Encoded: false };
  return textTypes.test(contentType ?? '')
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

function joinRepeated(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

/** Formats an instant like `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(instant: Temporal.Instant): string {
  const [, day, month, year, time] = new Date(instant.epochMilliseconds).toUTCString().split(/,? /);
  return `${day ?? ''}/${month ?? ''}/${year ?? ''}:${time ?? ''} +0000`;
}

/** The largest event and the largest answer of Lambda. */
export const LAMBDA_PAYLOAD_BYTES = 6 * 1024 * 1024;

const resultSchema = z.looseObject({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Writes the function's answer. If the answer has no status code, it is the body itself, as in API Gateway. */
export function writeHttpResult(response: ServerResponse, result: unknown): void {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) {
    const looksLikeAResponse = typeof result === 'object' && result !== null && 'statusCode' in result;
    if (looksLikeAResponse || result === undefined) {
      writeFailure(response, { status: 500, message: 'Internal Server Error' });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof result === 'string' ? result : JSON.stringify(result));
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  if (Buffer.byteLength(JSON.stringify(result)) > LAMBDA_PAYLOAD_BYTES) {
    writeFailure(response, { status: 500, message: 'Internal Server Error' });
    return;
  }
  if (unansweredStatuses.has(statusCode)) {
    writeFailure(response, { status: statusCode, message: '' });
    return;
  }
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, String(value));
  if (cookies != null && cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(statusCode);
  response.end(Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'));
}

/** CloudFront shows a page instead of any answer with one of these statuses. */
const unansweredStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** Writes API Gateway's own answer if the function gave none, as it looks behind CloudFront. */
export function writeFailure(response: ServerResponse, failure: { status: number; message: string }): void {
  if (unansweredStatuses.has(failure.status)) {
    response.writeHead(failure.status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(unavailablePage());
    return;
  }
  response.writeHead(failure.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: failure.message }));
}
