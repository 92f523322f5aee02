import * as z from 'zod';
import { instant } from '../../contracts/temporal.ts';
import type { LegalHolds } from '../../ports/legal-holds.ts';
import { keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, type ItemKey, type Table } from './table.ts';

const legalHoldSchema = z.object({
  forceId: z.string().min(1),
  reason: z.string().min(1),
  since: instant,
  by: z.string().min(1),
});

export function createLegalHoldStore(table: Table): LegalHolds {
  const keyOf = (forceId: string): ItemKey => keys.setting(`LEGAL-HOLD#${forceId}`);
  return {
    async find(forceId) {
      const found = await table.get(keyOf(forceId));
      return found === undefined ? undefined : parseStored(legalHoldSchema, found);
    },
    async standing() {
      const { pk, sk } = keyOf('');
      const found = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
        ConsistentRead: true,
      });
      return found.map((hold) => parseStored(legalHoldSchema, hold));
    },
    async place(hold) {
      return table.put({ Item: { ...z.encode(legalHoldSchema, hold), ...keyOf(hold.forceId) }, ...IF_NEW });
    },
    async lift(forceId) {
      await table.delete({ Key: keyOf(forceId) });
    },
  };
}
