import * as z from 'zod';
import { incomingMailSchema } from '../../contracts/stored-mail.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { Inbox } from '../../ports/inbox.ts';
import { inboxPartition, instantText, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, type StoredAttributes, type Table } from './table.ts';

/** In the index of problems, beside the notices that a human must see. */
const HOLDING_PEN_SHARD = 'PROBLEMS#HOLDING-PEN';

const indexEntrySchema = z.object({ pk: z.string(), sk: z.string() });

export function createInboxStore(table: Table): Inbox {
  return {
    async add(mail) {
      return await table.put({ Item: mailItem(mail), ...IF_NEW });
    },

    async find(id) {
      const day = id.slice(0, 'yyyy-mm-dd'.length);
      const found = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :day)',
        ExpressionAttributeValues: { ':pk': inboxPartition(id.slice(0, 'yyyy-mm'.length)), ':day': day },
        ConsistentRead: true,
      });
      return found.map((mail) => parseStored(incomingMailSchema, mail)).find((mail) => mail.id === id);
    },

    async holdingPen() {
      const entries = await table.queryAll({
        IndexName: 'problems',
        KeyConditionExpression: 'problemShard = :shard',
        ExpressionAttributeValues: { ':shard': HOLDING_PEN_SHARD },
      });
      const held: IncomingMail[] = [];
      for (const entry of entries) {
        const found = await table.get(indexEntrySchema.parse(entry));
        if (found === undefined) continue;
        const mail = parseStored(incomingMailSchema, found);
        if (mail.place === 'holding-pen') held.push(mail);
      }
      return held;
    },
  };
}

function mailItem(mail: IncomingMail): StoredAttributes {
  const held = { problemShard: HOLDING_PEN_SHARD, problemSort: instantText(mail.receivedAt) };
  return {
    ...z.encode(incomingMailSchema, mail),
    ...keys.incomingMail(mail.receivedAt, mail.id),
    ...(mail.place === 'holding-pen' ? held : {}),
  };
}
