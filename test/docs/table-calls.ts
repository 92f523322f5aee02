import * as z from 'zod';
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts';

/** The key of a stored item, such as `FOLLOWUP#essex-ncpi-2016-03-08 / ROUND#six-week-response`. */
export type ItemName = string;

export interface SeenKeys {
  readonly written: Set<ItemName>;
  readonly read: Set<ItemName>;
}

const keySchema = z
  .looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) })
  .transform(({ pk, sk }): ItemName => `${pk.S} / ${sk.S}`);
const keyed = z.looseObject({ Key: keySchema, ReturnValues: z.string().optional() });
const put = z.looseObject({ Item: keySchema });

const callSchemas = {
  get: keyed,
  put,
  batchGet: z.looseObject({
    RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(keySchema) })),
  }),
  transaction: z.looseObject({
    TransactItems: z.array(
      z.looseObject({
        Put: put.optional(),
        Update: keyed.optional(),
        Delete: keyed.optional(),
        ConditionCheck: keyed.optional(),
      }),
    ),
  }),
  found: z.looseObject({ Items: z.array(keySchema).default([]) }),
};

/**
 * Starts a proxy between one part of the service and the table. It records the key of every item that the part writes
 * and reads.
 */
export async function startTableRecorder(target: string, seen: SeenKeys): Promise<FaultProxy> {
  return startFaultProxy({
    service: 'dynamodb',
    target,
    interference: () => ({
      after: ({ action, body }, answer) => {
        if (answer.status === 200) note(seen, { action, asked: JSON.parse(body), found: answer.body });
      },
    }),
  });
}

function note(
  { written, read }: SeenKeys,
  { action, asked, found }: { action: string; asked: unknown; found: string },
): void {
  switch (action) {
    case 'GetItem':
      read.add(callSchemas.get.parse(asked).Key);
      break;
    case 'BatchGetItem':
      for (const { Keys } of Object.values(callSchemas.batchGet.parse(asked).RequestItems))
        for (const key of Keys) read.add(key);
      break;
    case 'Query':
      for (const key of callSchemas.found.parse(JSON.parse(found)).Items) read.add(key);
      break;
    case 'PutItem':
      written.add(callSchemas.put.parse(asked).Item);
      break;
    case 'UpdateItem':
    case 'DeleteItem': {
      const { Key, ReturnValues } = callSchemas.get.parse(asked);
      written.add(Key);
      if (ReturnValues !== undefined) read.add(Key);
      break;
    }
    case 'TransactWriteItems':
      for (const part of callSchemas.transaction.parse(asked).TransactItems) {
        const changed = part.Put?.Item ?? part.Update?.Key ?? part.Delete?.Key;
        if (changed !== undefined) written.add(changed);
        if (part.ConditionCheck !== undefined) read.add(part.ConditionCheck.Key);
      }
      break;
    case 'DescribeTable':
      break;
    default:
      throw new Error(`The recorder does not know the call ${action}. Add it to test/docs/table-calls.ts.`);
  }
}
