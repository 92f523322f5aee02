import { timingSafeEqual } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { instant } from '../../contracts/temporal.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Codes } from '../../ports/codes.ts';
import { instantText, keys } from './keys.ts';
import type { Table } from './table.ts';

interface AskedCode {
  readonly codeHash: string;
  readonly expiresAt: Instant;
}

export const codeSchema = z.object({
  /** Every code that this browser asked for. Its email may still be on the way. */
  codes: z.array(z.object({ codeHash: z.string(), expiresAt: instant } satisfies FieldsOf<AskedCode>)),
} satisfies FieldsOf<{ codes: AskedCode[] }>);

export function createCodeStore(table: Table): Codes {
  return {
    async put({ sessionHash, codeHash, expiresAt, tries }) {
      await table.update({
        Key: keys.formCode(sessionHash),
        UpdateExpression:
          'SET codes = list_append(:code, if_not_exists(codes, :none)), expiresAt = :expiresAt, tries = :tries, #ttl = :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':code': [{ codeHash, expiresAt: instantText(expiresAt) }],
          ':none': [],
          ':expiresAt': instantText(expiresAt),
          ':tries': tries,
          ':ttl': Math.floor(expiresAt.epochMilliseconds / 1000),
        },
      });
    },

    async use({ sessionHash, codeHash, at }) {
      // The try is used up before the code is compared. So tries at the same time count too.
      const found = await table.update({
        Key: keys.formCode(sessionHash),
        UpdateExpression: 'SET tries = tries - :one',
        ConditionExpression: 'tries > :none AND expiresAt > :now',
        ExpressionAttributeValues: { ':one': 1, ':none': 0, ':now': instantText(at) },
        ReturnValues: 'ALL_NEW',
      });
      if (found === undefined) return 'spent';
      const working = codeSchema.parse(found).codes.filter(({ expiresAt }) => isAfter(expiresAt, at));
      if (!working.some((code) => isSame(code.codeHash, codeHash))) return 'wrong';
      const isFirst = await table.delete({
        Key: keys.formCode(sessionHash),
        ConditionExpression: 'attribute_exists(pk)',
      });
      return isFirst ? 'right' : 'spent';
    },
  };
}

function isAfter(instant: Instant, than: Instant): boolean {
  return Temporal.Instant.compare(instant, than) > 0;
}

function isSame(stored: string, given: string): boolean {
  const [left, right] = [Buffer.from(stored), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
