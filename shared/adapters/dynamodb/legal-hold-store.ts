import * as z from 'zod';
import { line } from '../../contracts/one-line.ts';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { instant } from '../../contracts/temporal.ts';
import type { LegalHold, LegalHolds } from '../../ports/legal-holds.ts';
import { keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, type Table } from './table.ts';

export const legalHoldSchema = z.object({
  forceId: z.string().min(1),
  reason: line,
  since: instant,
  by: line,
} satisfies FieldsOf<LegalHold>);

export function createLegalHoldStore(table: Table): LegalHolds {
  return {
    async find(forceId) {
      const found = await table.get(keys.legalHold(forceId));
      return found === undefined ? undefined : parseStored(legalHoldSchema, found);
    },
    async list() {
      const { pk, sk } = keys.legalHold('');
      const found = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
        ConsistentRead: true,
      });
      return found.map((hold) => parseStored(legalHoldSchema, hold));
    },
    async place(hold) {
      return table.put({
        Item: { ...z.encode(legalHoldSchema, hold), ...keys.legalHold(hold.forceId) },
        ...IF_NEW,
      });
    },
    async lift(forceId) {
      await table.delete({ Key: keys.legalHold(forceId) });
    },
  };
}
