import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { startRunner, type Runner } from '../../../local/runner/start-runner.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';
import { handlersWith } from '../../support/handlers.ts';
import { Temporal } from 'temporal-polyfill';

const eventSchema = z.custom<APIGatewayProxyEventV2>(
  (value) => typeof value === 'object' && value !== null && 'requestContext' in value,
);

let stack: TestStack;
let runner: Runner;
let received: APIGatewayProxyEventV2[];
let respond: () => Promise<unknown>;
beforeAll(async () => {
  stack = await createTestStack();
  runner = await startRunner({
    createHandlers: () =>
      Promise.resolve(
        handlersWith({
          'progress-form': (event) => {
            received.push(eventSchema.parse(event));
            return respond();
          },
        }),
      ),
    clock: stack.clock,
    sqs: stack.clients.sqs,
    queueUrls: stack.resources.queueUrls,
    timers: false,
    pollSeconds: 1,
    log: () => undefined,
  });
});
beforeEach(() => {
  received = [];
  respond = () => Promise.resolve({ statusCode: 204 });
});
afterAll(async () => {
  await runner.stop();
  await stack.stop();
});

describe('the form over HTTP', () => {
  test('receives a request as an event of API Gateway', async () => {
    stack.clock.setAsOf(Temporal.Instant.from('2016-04-18T15:12:00Z'));
    await fetch(`${runner.formEndpoint}/f/7k4m%20x?page=1&page=2&q=a%26b`, {
      headers: { Cookie: 'session=a; theme=b', 'X-Test': 'Yes', 'User-Agent': 'test' },
    });
    expect(received[0]).toMatchObject({
      version: '2.0',
      rawPath: '/f/7k4m%20x',
      rawQueryString: 'page=1&page=2&q=a%26b',
      queryStringParameters: { page: '1,2', q: 'a&b' },
      cookies: ['session=a', 'theme=b'],
      headers: { 'x-test': 'Yes' },
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'GET', path: '/f/7k4m%20x', sourceIp: '127.0.0.1', userAgent: 'test' },
      },
    });
    expect(received[0]?.requestContext.time).toMatch(/^18\/Apr\/2016:15:12:0\d \+0000$/);
    expect(received[0]?.headers).not.toHaveProperty('cookie');
    expect(received[0]).not.toHaveProperty('body');
  });

  test('receives a repeated header with its values joined', async () => {
    const { hostname, port } = new URL(runner.formEndpoint);
    const socket = connect(Number(port), hostname);
    socket.end('GET / HTTP/1.1\r\nHost: x\r\nX-Twice: a\r\nX-Twice: b\r\nConnection: close\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(received[0]?.headers['x-twice']).toBe('a,b');
  });

  test('receives a posted form as base64, and text as text', async () => {
    await fetch(runner.formEndpoint, { method: 'POST', body: new URLSearchParams({ answer: 'ŵ' }) });
    await fetch(runner.formEndpoint, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    const [form, json] = received;
    expect(form?.isBase64Encoded).toBe(true);
    expect(Buffer.from(form?.body ?? '', 'base64').toString()).toBe('answer=%C5%B5');
    expect(json).toMatchObject({ isBase64Encoded: false, body: '{"a":1}' });
  });

  test('receives an uploaded file byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
    const upload = new FormData();
    upload.set('plan', new Blob([bytes]), 'plan.pdf');
    await fetch(runner.formEndpoint, { method: 'POST', body: upload });
    expect(Buffer.from(received[0]?.body ?? '', 'base64').includes(bytes)).toBe(true);
  });

  test('sends back the status, headers, cookies and body of the answer', async () => {
    respond = () =>
      Promise.resolve({
        statusCode: 422,
        headers: { 'content-type': 'text/html; charset=utf-8', 'x-count': 2 },
        cookies: ['a=1; HttpOnly', 'b=2'],
        body: '<p>ŷ</p>',
      });
    const response = await fetch(runner.formEndpoint);
    expect(response.status).toBe(422);
    expect(response.headers.get('x-count')).toBe('2');
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(await response.text()).toBe('<p>ŷ</p>');
  });

  test('sends a base64 answer back as bytes', async () => {
    respond = () =>
      Promise.resolve({
        statusCode: 200,
        body: Buffer.from([0, 255, 1]).toString('base64'),
        isBase64Encoded: true,
      });
    const response = await fetch(runner.formEndpoint);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
  });

  test('sends an answer without a status code as a JSON body', async () => {
    respond = () => Promise.resolve({ hello: 'there' });
    const response = await fetch(runner.formEndpoint);
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { hello: 'there' },
    ]);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('secret'))],
    ['returns nothing', () => Promise.resolve(undefined)],
    ['returns more than Lambda allows', () => Promise.resolve({ statusCode: 200, body: 'x'.repeat(7e6) })],
    ['answers 500 itself', () => Promise.resolve({ statusCode: 500, body: '{}' })],
  ])('shows a page and not JSON when its function %s', async (_, answer) => {
    respond = answer;
    const response = await fetch(runner.formEndpoint);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      'text/html; charset=utf-8',
    ]);
    const text = await response.text();
    expect(text).toContain('Sorry, there is a problem with the service');
    expect(text).not.toContain('secret');
  });

  test.each([
    ['/form/plan', 5 * 1024 * 1024, '/form/plan?too-large'],
    ['/form/whole', 5 * 1024 * 1024, '/too-large'],
    ['/form/whole', 11 * 1024 * 1024, '/too-large'],
  ])(
    'sends the browser to a page without calling the function when a body is too large for %s',
    async (path, bytes, page) => {
      const response = await fetch(`${runner.formEndpoint}${path}`, {
        method: 'POST',
        body: Buffer.alloc(bytes),
        headers: { 'content-type': 'application/octet-stream' },
        redirect: 'manual',
      });
      expect([response.status, response.headers.get('location')]).toEqual([303, page]);
      expect(received).toEqual([]);
    },
  );

  test('answers 413 when a body of unknown length is too large', async () => {
    const response = await fetch(runner.formEndpoint, {
      method: 'POST',
      body: new Blob([Buffer.alloc(5 * 1024 * 1024)]).stream(),
      headers: { 'content-type': 'application/octet-stream' },
      duplex: 'half',
    });
    expect(response.status).toBe(413);
    expect(received).toEqual([]);
  });
});
