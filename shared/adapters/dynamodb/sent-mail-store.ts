import * as z from 'zod';
import { anyLine } from '../../contracts/one-line.ts';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import type { SentMails } from '../../ports/sent-mails.ts';
import { instant } from '../../contracts/temporal.ts';
import type { KeptEmail } from '../../domain/sending/kept-email.ts';
import { instantText, keys, sentPartition } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import type { StoredAttributes, Table } from './table.ts';

export const messageAliasSchema = z.object({ mailId: z.string() } satisfies FieldsOf<{ mailId: string }>);

export const keptEmailSchema = z.object({
  mailId: z.string(),
  followUpId: z.string(),
  at: instant,
  to: z.object({ name: anyLine, address: z.string() } satisfies FieldsOf<KeptEmail['to']>),
  subject: anyLine,
  text: z.string(),
} satisfies FieldsOf<KeptEmail>);

/** Returns the item of a kept text. Its partition has nothing else, so a decision about emails never reads it. */
export function keptEmailItem(email: KeptEmail): StoredAttributes {
  return { ...z.encode(keptEmailSchema, email), ...keys.sentText(email) };
}

export function createSentMailStore(table: Table): SentMails {
  const parse = (found: readonly StoredAttributes[]): KeptEmail[] =>
    found.map((item) => parseStored(keptEmailSchema, item));
  return {
    async keep(email) {
      await table.put({ Item: keptEmailItem(email) });
    },

    async newest(followUpId, limit) {
      const pages = table.queryPages({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': sentPartition(followUpId) },
        ScanIndexForward: false,
        Limit: limit,
      });
      for await (const page of pages) return parse(page);
      return [];
    },

    async before(followUpId, before) {
      const all = { ':pk': sentPartition(followUpId) };
      return parse(
        await table.queryAll(
          before === undefined
            ? { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: all }
            : {
                KeyConditionExpression: 'pk = :pk AND sk < :before',
                ExpressionAttributeValues: { ...all, ':before': instantText(before) },
              },
        ),
      );
    },

    async replace(email) {
      await table.put({ Item: keptEmailItem(email), ConditionExpression: 'attribute_exists(pk)' });
    },

    async erase(email) {
      await table.delete({ Key: keys.sentText(email) });
    },

    async mailIdOf(sesMessageId) {
      const found = await table.get(keys.messageAlias(sesMessageId));
      return found === undefined ? undefined : parseStored(messageAliasSchema, found).mailId;
    },
  };
}
