import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { createLargeWords, type LargeWords } from '../shared/adapters/dynamodb/large-words.ts';

/** Keeps all words in their items. The benchmarks write nothing that is longer. */
export const wordsInItems: LargeWords = createLargeWords({
  put: () => Promise.reject(new Error('The benchmark writes no long words.')),
  read: () => Promise.reject(new Error('The benchmark writes no long words.')),
});

/** The requests made to DynamoDB, and the read units and write units that it would bill. */
export interface Meter {
  readonly requests: Readonly<Record<string, number>>;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const capacity = z.object({
  CapacityUnits: z.number().default(0),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
});
const answered = z.object({
  ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional(),
});

const READS: ReadonlySet<string> = new Set([
  'GetItemCommand',
  'QueryCommand',
  'BatchGetItemCommand',
  'TransactGetItemsCommand',
]);

/** Starts to count every request of a client, and asks DynamoDB for the capacity that each request consumed. */
export function meter(client: DynamoDBClient): { read(): Meter; reset(): void } {
  let requests: Record<string, number> = {};
  let readUnits = 0;
  let writeUnits = 0;
  client.middlewareStack.add(
    (next, context) => async (handed) => {
      const name = context.commandName ?? 'unknown';
      const input = { ...handed.input, ReturnConsumedCapacity: 'TOTAL' as const };
      const result = await next({ ...handed, input });
      requests[name] = (requests[name] ?? 0) + 1;
      const consumed = answered.safeParse(result.output).data?.ConsumedCapacity ?? [];
      for (const { CapacityUnits } of Array.isArray(consumed) ? consumed : [consumed]) {
        if (READS.has(name)) readUnits += CapacityUnits;
        else writeUnits += CapacityUnits;
      }
      return result;
    },
    { step: 'initialize', name: 'meterCapacity' },
  );
  return {
    read: () => ({ requests, readUnits, writeUnits }),
    reset: () => {
      requests = {};
      readUnits = 0;
      writeUnits = 0;
    },
  };
}
