import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import type { SentMails } from '../../ports/sent-mails.ts';
import { keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import type { Table } from './table.ts';

export const messageAliasSchema = z.object({ mailId: z.string() } satisfies FieldsOf<{ mailId: string }>);

export function createSentMailStore(table: Table): SentMails {
  return {
    async mailIdOf(sesMessageId) {
      const found = await table.get(keys.messageAlias(sesMessageId));
      return found === undefined ? undefined : parseStored(messageAliasSchema, found).mailId;
    },
  };
}
