import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbClient, IF_NEW, putIn, Table } from '../../shared/adapters/dynamodb/table.ts';
import { createSqsClient, createSqsWakeUps } from '../../shared/adapters/sqs-wake-ups.ts';
import { createFaultyStack, type FaultyStack } from './faulty-stack.ts';
import type { Call, Fault } from './fault-proxy.ts';
import { throttled, broken, transactionConflict } from './faults-of-services.ts';

describe('services that fail for a moment', () => {
  let faulty: FaultyStack;
  let table: Table;
  let calls: Call[];

  beforeAll(async () => {
    faulty = await createFaultyStack();
    Object.assign(process.env, faulty.environment);
    table = new Table(
      faulty.stack.resources.table,
      createDynamoDbClient({ requestTimeoutMilliseconds: 100 }),
    );
  });
  afterAll(() => faulty.stop());
  beforeEach(() => {
    calls = [];
  });

  const failOnce = (fault: (call: Call) => Fault | undefined): void => {
    faulty.interfere({
      before: (call) => {
        calls.push(call);
        return calls.length === 1 ? fault(call) : undefined;
      },
    });
  };

  it.each<[string, (call: Call) => Fault | undefined]>([
    ['does not answer', () => ({ kind: 'hang' })],
    ['does its work and does not answer', () => ({ kind: 'forward-and-hang' })],
    ['breaks the connection', () => ({ kind: 'lose-request' })],
    ['does its work and breaks the connection', () => ({ kind: 'lose-answer' })],
    ['throttles', throttled],
    ['answers with a 500', broken],
    ['is at work on the same item for somebody else', transactionConflict],
  ])('a write to the table is done all the same when it %s', async (name, fault) => {
    failOnce(fault);
    const key = { pk: 'TEST', sk: name };
    await table.update({
      Key: key,
      UpdateExpression: 'SET written = :yes',
      ExpressionAttributeValues: { ':yes': true },
    });
    expect(calls.length).toBeGreaterThanOrEqual(2);
    expect(await table.get(key)).toEqual({ ...key, written: true });
  });

  it('wake-ups are sent all the same when the queue does not answer', async () => {
    failOnce(() => ({ kind: 'hang' }));
    const client = createSqsClient({ requestTimeoutMilliseconds: 100 });
    const queueUrl = faulty.stack.resources.queueUrls.outgoing;
    await createSqsWakeUps(client, queueUrl).send([{ forceId: 'essex', recipientId: 'lead' }]);
    expect((await faulty.messagesLeft()).waiting).toBe(1);
  });

  it('a transaction counts as written when its first answer was lost', async () => {
    failOnce(() => ({ kind: 'lose-answer' }));
    const refusal = await table.transact([putIn(table, { pk: 'TEST', sk: 'transaction' }, IF_NEW)]);
    expect(refusal).toBeUndefined();
  });
});
