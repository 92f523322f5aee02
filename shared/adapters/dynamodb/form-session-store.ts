import * as z from 'zod';
import { formSessionSchema } from '../../contracts/form-stored.ts';
import { KEPT_AFTER_EXPIRY_HOURS } from '../../domain/form/form.ts';
import type { FormSessions } from '../../ports/form-sessions.ts';
import { keys } from './keys.ts';
import { IF_NEW, type Table } from './table.ts';

export function createFormSessionStore(table: Table): FormSessions {
  return {
    async add(session) {
      // It is stored after it expires, so words that were typed into an expired form can still be saved.
      const ttl = Math.floor(session.expiresAt.epochMilliseconds / 1000) + KEPT_AFTER_EXPIRY_HOURS * 60 * 60;
      await table.put({
        Item: { ...z.encode(formSessionSchema, session), ...keys.formSession(session.tokenHash), ttl },
        ...IF_NEW,
      });
    },

    async verify(tokenHash) {
      await table.update({
        Key: keys.formSession(tokenHash),
        UpdateExpression: 'SET verified = :yes',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':yes': true },
      });
    },

    async end(tokenHash) {
      await table.delete({ Key: keys.formSession(tokenHash) });
    },
  };
}
