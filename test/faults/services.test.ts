import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbClient, IF_NEW, putIn, Table } from '../../shared/adapters/dynamodb/table.ts';
import { createSqsClient, createSqsWakeUps } from '../../shared/adapters/sqs-wake-ups.ts';
import { ServiceError } from '../../shared/errors.ts';
import { createFaultyStack, type FaultyStack } from './faulty-stack.ts';
import type { Call, Fault } from './fault-proxy.ts';
import { broken, defectOf, throttled, transactionConflict } from './faults-of-services.ts';

async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw new Error('The call did not fail as it should.');
  return error;
}

describe('an adapter whose service fails for a moment', () => {
  let faulty: FaultyStack;
  let table: Table;
  /** Uses the timeouts of the functions. The other table gives up so soon that a busy machine may look like a fault. */
  let patient: Table;
  let calls: Call[];

  beforeAll(async () => {
    faulty = await createFaultyStack();
    Object.assign(process.env, faulty.environment);
    table = new Table(
      faulty.stack.resources.table,
      createDynamoDbClient({ requestTimeoutMilliseconds: 100 }),
    );
    patient = new Table(faulty.stack.resources.table, createDynamoDbClient());
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
    ['refuses because another transaction changes the same item', transactionConflict],
  ])('still writes to the table when DynamoDB %s', async (name, fault) => {
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

  it('still sends wake-ups when the queue does not answer', async () => {
    failOnce(() => ({ kind: 'hang' }));
    const client = createSqsClient({ requestTimeoutMilliseconds: 100 });
    const queueUrl = faulty.stack.resources.queueUrls.outgoing;
    await createSqsWakeUps(client, queueUrl).send([{ forceId: 'essex', recipientId: 'lead' }]);
    expect((await faulty.messagesLeft()).waiting).toBe(1);
  });

  it.each([
    'ValidationException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'UnrecognizedClientException',
  ])('reports a %s of the table as a defect, and not as a table that did not answer (F34)', async (code) => {
    failOnce((call) => defectOf(call, code));
    const failure = await failureOf(patient.get({ pk: 'TEST', sk: 'defect' }));
    expect([failure.code, failure.exitCode]).toEqual(['defect', 1]);
    expect(failure.message).not.toContain('did not answer');
    expect(failure.message).toContain(code);
    expect(calls).toHaveLength(1);
  });

  it('reports that the table did not answer when it cannot be reached (F34)', async () => {
    const lost = new Table(
      faulty.stack.resources.table,
      createDynamoDbClient({ requestTimeoutMilliseconds: 50 }),
    );
    faulty.interfere({ before: () => ({ kind: 'hang' }) });
    const failure = await failureOf(lost.get({ pk: 'TEST', sk: 'lost' }));
    expect([failure.code, failure.message]).toEqual([
      'unreachable',
      expect.stringContaining('did not answer'),
    ]);
  });

  it.each(['AccessDenied', 'QueueDoesNotExist'])(
    'reports a %s of the queue as a defect (F34)',
    async (code) => {
      faulty.interfere({ before: (call) => defectOf(call, code) });
      const wakeUps = createSqsWakeUps(createSqsClient(), faulty.stack.resources.queueUrls.outgoing);
      const failure = await failureOf(wakeUps.send([{ forceId: 'essex', recipientId: 'lead' }]));
      expect(failure.code).toBe('defect');
    },
  );

  it('reports a value that the table cannot store as a defect, and makes no call (F34)', async () => {
    faulty.interfere({ before: (call) => void calls.push(call) });
    const failure = await failureOf(patient.put({ Item: { pk: 'TEST', sk: 'class', value: new Date(0) } }));
    expect(failure.code).toBe('defect');
    expect(calls).toEqual([]);
  });

  it('reports a transaction with too many items as a defect, and makes no call (F34)', async () => {
    faulty.interfere({ before: (call) => void calls.push(call) });
    const items = Array.from({ length: 101 }, (_, each) =>
      putIn(patient, { pk: 'TEST', sk: `part ${each}` }),
    );
    expect((await failureOf(patient.transact(items))).code).toBe('defect');
    expect(calls).toEqual([]);
  });

  it('reads more keys than one batch takes in several batches', async () => {
    faulty.interfere();
    const stored = Array.from({ length: 130 }, (_, each) => ({ pk: 'BATCH', sk: `${each}` }));
    await patient.transact(stored.slice(0, 100).map((key) => putIn(patient, key)));
    await patient.transact(stored.slice(100).map((key) => putIn(patient, key)));
    expect(await patient.getAll(stored)).toHaveLength(130);
  });

  it('counts a transaction as written when its first answer was lost', async () => {
    failOnce(() => ({ kind: 'lose-answer' }));
    const refusal = await table.transact([putIn(table, { pk: 'TEST', sk: 'transaction' }, IF_NEW)]);
    expect(refusal).toBeUndefined();
  });
});
