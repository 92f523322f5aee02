import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keys } from '../../../shared/adapters/dynamodb/keys.ts';
import { createDynamoDbClient, Table } from '../../../shared/adapters/dynamodb/table.ts';
import { sweep } from '../../../shared/use-cases/sending/sweep.ts';
import { essexId, publishEssex } from '../../support/form-service.ts';
import { startTestService, type RunningTestService } from '../../support/running-service.ts';

describe('the settings that a sweep and a sender share', () => {
  let running: RunningTestService;
  beforeAll(async () => {
    running = await startTestService();
    await publishEssex(running.service);
  });
  afterAll(() => running.stop());

  it('are read in one request, with the body that is asked for', async () => {
    const shared = await running.service.settings.readShared({ forceId: 'essex' });
    expect(shared.body?.id).toBe('essex');
    expect(shared.fence?.layout).toBe(2);
    expect(shared.replanJob).toBeUndefined();
    expect(shared.suspensions).toEqual([]);
    expect((await running.service.settings.readShared()).body).toBeUndefined();
  });

  it('let the first sweep find follow-ups whose entry an older release kept elsewhere', async () => {
    const documents = DynamoDBDocumentClient.from(running.stack.clients.dynamodb);
    const { table } = running.stack.resources;

    await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: keys.followUp(essexId),
        UpdateExpression: 'SET attentionShard = :shard',
        ExpressionAttributeValues: { ':shard': 'ATTENTION#04' },
      }),
    );
    await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: keys.fence(),
        UpdateExpression: 'REMOVE #layout',
        ExpressionAttributeNames: { '#layout': 'layout' },
      }),
    );
    running.stack.clock.setAsOf(Temporal.Instant.from('2016-03-22T10:00:00Z'));
    expect((await sweep(running.service)).lookedAt).toBe(1);
    expect((await running.service.settings.fence())?.layout).toBe(2);
    expect((await sweep(running.service)).lookedAt).toBe(0);
  });
});

describe('the id of the table', () => {
  it('is asked for at most once a minute', async () => {
    const running = await startTestService();
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    try {
      const client = createDynamoDbClient();
      const send = vi.spyOn(client, 'send');
      const table = new Table(running.stack.resources.table, client);
      const id = await table.tableId();
      now.mockReturnValue(60_999);
      expect(await table.tableId()).toBe(id);
      expect(send).toHaveBeenCalledTimes(1);
      now.mockReturnValue(61_000);
      expect(await table.tableId()).toBe(id);
      expect(send).toHaveBeenCalledTimes(2);
    } finally {
      now.mockRestore();
      await running.stop();
    }
  });
});
