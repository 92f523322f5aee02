import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Handler, Handlers } from '../../../local/runner/handlers.ts';
import { startRunner, type Runner } from '../../../local/runner/start-runner.ts';
import { createTestStack, type TestStack } from '../../support/emulators.ts';
import { handlersWith } from '../../support/handlers.ts';

const eventSchema = z.strictObject({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      receiptHandle: z.string().min(1),
      body: z.string(),
      attributes: z.looseObject({ ApproximateReceiveCount: z.string() }),
      eventSource: z.literal('aws:sqs'),
      eventSourceARN: z.string(),
    }),
  ),
});

let stack: TestStack;
let impatientStack: TestStack;
let runner: Runner | undefined;
beforeAll(async () => {
  [stack, impatientStack] = await Promise.all([
    createTestStack({ visibilitySeconds: 1 }),
    createTestStack({ visibilitySeconds: 0 }),
  ]);
});
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
});
afterAll(async () => {
  await Promise.all([stack.stop(), impatientStack.stop()]);
});

async function run(handlers: Partial<Handlers>, on: TestStack = stack): Promise<Runner> {
  runner = await startRunner({
    createHandlers: () => Promise.resolve(handlersWith(handlers)),
    clock: on.clock,
    sqs: on.clients.sqs,
    queueUrls: on.resources.queueUrls,
    timers: false,
    pollSeconds: 1,
    log: () => undefined,
    isBusyElsewhere: () => on.sesDoor.isBusy(),
  });
  return runner;
}

async function put(queueUrl: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    await stack.clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  }
}

async function messagesLeft(queueUrl: string): Promise<number> {
  const { Attributes: attributes } = await stack.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  return (
    Number(attributes?.ApproximateNumberOfMessages) +
    Number(attributes?.ApproximateNumberOfMessagesNotVisible)
  );
}

describe('the local runner of a queue', () => {
  test('hands messages to the function as Lambda does, and deletes those that were handled', async () => {
    const events: z.infer<typeof eventSchema>[] = [];
    const running = await run({
      'send-notices': (event) => {
        events.push(eventSchema.parse(event));
        return Promise.resolve({ batchItemFailures: [] });
      },
    });
    await put(stack.resources.queueUrls.outgoing, 'one', 'two');
    expect(await running.drain()).toEqual({ waiting: 0 });
    const records = events.flatMap((event) => event.Records);
    expect(records.map((record) => record.body).sort()).toEqual(['one', 'two']);
    expect(records[0]?.attributes.ApproximateReceiveCount).toBe('1');
    expect(records[0]?.eventSourceARN).toMatch(/^arn:aws:sqs:eu-west-2:000000000000:.+-outgoing$/);
    expect(await messagesLeft(stack.resources.queueUrls.outgoing)).toBe(0);
  });

  test('repeats only the message that was reported as failed, and not the rest of its batch', async () => {
    const seen: string[] = [];
    await put(stack.resources.queueUrls.outgoing, 'fails once', 'good');
    const running = await run({
      'send-notices': (event) => {
        const { Records: records } = eventSchema.parse(event);
        seen.push(...records.map((record) => `${record.body} ${record.attributes.ApproximateReceiveCount}`));
        return Promise.resolve({
          batchItemFailures: records
            .filter(
              (record) => record.body === 'fails once' && record.attributes.ApproximateReceiveCount === '1',
            )
            .map((record) => ({ itemIdentifier: record.messageId })),
        });
      },
    });
    expect(await running.drain()).toEqual({ waiting: 1 });
    await expect.poll(() => seen.length, { timeout: 5000 }).toBe(3);
    expect(await running.drain()).toEqual({ waiting: 0 });
    expect(seen.sort()).toEqual(['fails once 1', 'fails once 2', 'good 1']);
  });

  const nothingDealtWith: [string, Handler][] = [
    ['throws', () => Promise.reject(new Error('no'))],
    [
      'reports a message that it was not given',
      () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: 'other' }] }),
    ],
    ['returns an answer that makes no sense', () => Promise.resolve({ batchItemFailures: 'all' })],
  ];
  test.each(nothingDealtWith)(
    'keeps the message, and moves it to the dead-letter queue after five tries, when the function %s',
    async (_, handler) => {
      const { outgoing } = impatientStack.resources.deadLetterQueueUrls;
      const deadBefore = await messagesLeft(outgoing);
      let calls = 0;
      await put(impatientStack.resources.queueUrls.outgoing, 'poison');
      const sendNotices: Handler = (...call) => {
        calls += 1;
        return handler(...call);
      };
      await run({ 'send-notices': sendNotices }, impatientStack);
      await expect.poll(() => messagesLeft(outgoing), { timeout: 5000 }).toBe(deadBefore + 1);
      expect(calls).toBe(5);
    },
  );

  test('waits in drain for what one function puts on another queue', async () => {
    const { queueUrls } = stack.resources;
    let recorded = false;
    const running = await run({
      sweep: () => put(queueUrls.outgoing, 'from the sweep'),
      'send-notices': () => put(queueUrls['mail-events'], 'from send-notices'),
      'record-mail-event': () => {
        recorded = true;
        return Promise.resolve(undefined);
      },
    });
    await running.invoke('sweep');
    await running.drain();
    expect(recorded).toBe(true);
  });

  test('tells a function its name and how much time it has', async () => {
    const running = await run({
      'send-notices': (_, context) =>
        Promise.resolve([context.functionName, context.getRemainingTimeInMillis() > 59_000]),
    });
    expect(await running.invoke('send-notices', {})).toEqual(['revisit-local-send-notices', true]);
  });
});
