import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

export const countSchema = z.object({ tried: z.number() } satisfies FieldsOf<{ tried: number }>);

export function createThrottle(table: Table): Throttle {
  return {
    async count({ what, windowMinutes, at }) {
      const window = Math.floor(at.epochMilliseconds / (windowMinutes * 60_000));
      const counted = await table.update({
        Key: keys.throttle(what, String(window)),
        UpdateExpression: 'ADD tried :one SET #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':one': 1, ':ttl': (window + 2) * windowMinutes * 60 },
        ReturnValues: 'UPDATED_NEW',
      });
      return countSchema.parse(counted).tried;
    },
  };
}
