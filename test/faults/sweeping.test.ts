import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../shared/adapters/dynamodb/keys.ts';
import { aBodyToAsk, anInspectorate, MORNING } from './a-force.ts';
import { createFaultyStack, sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import { partlyTaken, transactionConflict } from './faults-of-services.ts';
import type { SendPath } from './send-path.ts';

const leadsOf = (bodies: readonly string[]) => bodies.map((body) => `lead@${body}.example`);

describe('a sweep over many forces', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
  });
  afterEach(() => faulty.stop());

  const mailed = async (): Promise<string[]> =>
    (await faulty.stack.sesDoor.mails()).flatMap(({ destinations }) => destinations).sort();
  const publish = async (count: number): Promise<string[]> => {
    const bodies = Array.from({ length: count }, (_, index) => `force-${String(index).padStart(2, '0')}`);
    await Promise.all(bodies.map((forceId) => aBodyToAsk(path.service, { forceId })));
    faulty.at(MORNING);
    return bodies;
  };

  it('fails when the queue takes only some of its wake-ups, and schedules no next look at a follow-up (F14)', async () => {
    const bodies = await publish(3);
    faulty.interfere({ before: partlyTaken });
    expect(await path.take('sweep')).toEqual({ taken: 0, failed: 1 });
    expect(path.log.join('\n')).toContain('The outgoing queue refused 1 wake-ups (InternalError).');
    faulty.interfere();
    await workUntilRest(path.take, faulty);
    expect(await mailed()).toHaveLength(2);
    await sweepAt('2016-03-22T10:16:00Z', { faulty, take: path.take });
    expect(await mailed()).toEqual(leadsOf(bodies));
  });

  it('goes on when it cannot schedule the next look at one follow-up, and fails at its end (F14)', async () => {
    // This is one more than the sweep decides at a time.
    const bodies = await publish(21);
    let first: string | undefined;
    faulty.interfere({
      before: (call) => {
        if (call.action !== 'UpdateItem') return undefined;
        first ??= call.body;
        return call.body === first ? transactionConflict(call) : undefined;
      },
    });
    expect(await path.take('sweep')).toEqual({ taken: 0, failed: 1 });
    expect(await faulty.messagesLeft()).toEqual({ waiting: bodies.length, dead: 0 });
  });

  it('goes on when it cannot read one follow-up, and fails at its end (F14)', async () => {
    const [spoilt = '', ...others] = await publish(3);
    await faulty.stack.clients.dynamodb.send(
      new UpdateItemCommand({
        TableName: faulty.stack.resources.table,
        Key: { pk: { S: keys.followUp(`${spoilt}-ncpi-2016-03-08`).pk }, sk: { S: 'REC#01' } },
        UpdateExpression: 'REMOVE title',
      }),
    );
    expect(await path.take('sweep')).toEqual({ taken: 0, failed: 1 });
    expect(path.log.join('\n')).toContain(`"followUp":"${spoilt}-ncpi-2016-03-08"`);
    await workUntilRest(path.take, faulty);
    expect(await mailed()).toEqual(leadsOf(others));
  });
});
