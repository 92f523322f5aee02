import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Codes } from '../../ports/codes.ts';
import { instantText, keys } from './keys.ts';
import type { Table } from './table.ts';

export const codeSchema = z.object({ codeHash: z.string() });

export function createCodeStore(table: Table): Codes {
  return {
    async put({ sessionHash, codeHash, expiresAt, tries }) {
      await table.put({
        Item: {
          ...keys.formCode(sessionHash),
          codeHash,
          expiresAt: instantText(expiresAt),
          tries,
          ttl: Math.floor(expiresAt.epochMilliseconds / 1000),
        },
      });
    },

    async use({ sessionHash, codeHash, at }) {
      // The try is used up before the code is compared, so that tries at the same time count too.
      const found = await table.update({
        Key: keys.formCode(sessionHash),
        UpdateExpression: 'SET tries = tries - :one',
        ConditionExpression: 'tries > :none AND expiresAt > :now',
        ExpressionAttributeValues: { ':one': 1, ':none': 0, ':now': instantText(at) },
        ReturnValues: 'ALL_NEW',
      });
      if (found === undefined) return 'spent';
      const stored = Buffer.from(codeSchema.parse(found).codeHash);
      const given = Buffer.from(codeHash);
      if (stored.length !== given.length || !timingSafeEqual(stored, given)) return 'wrong';
      const isFirst = await table.delete({
        Key: keys.formCode(sessionHash),
        ConditionExpression: 'attribute_exists(pk)',
      });
      return isFirst ? 'right' : 'spent';
    },
  };
}
