import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { incomingMailSchema } from '../../contracts/stored-mail.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { createRaceError } from '../../errors.ts';
import type { Inbox } from '../../ports/inbox.ts';
import { inboxPartition, instantText, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import {
  IF_NEW,
  putIn,
  type ItemKey,
  type StoredAttributes,
  type Table,
  type TransactItem,
} from './table.ts';

/** The holding pen's partition in the index of problems. The notices that a human must see are in the same index. */
const HOLDING_PEN_SHARD = 'PROBLEMS#HOLDING-PEN';

const indexEntrySchema = z.object({ pk: z.string(), sk: z.string() } satisfies FieldsOf<ItemKey>);
export const senderEntrySchema = z.object({ mailPk: z.string(), mailSk: z.string() } satisfies FieldsOf<{
  mailPk: string;
  mailSk: string;
}>);

export function createInboxStore(table: Table): Inbox {
  return { ...changeMail(table), ...findMail(table), ...followSenders(table) };
}

async function readMails(
  table: Table,
  entries: readonly { pk: string; sk: string }[],
): Promise<IncomingMail[]> {
  const found: IncomingMail[] = [];
  for (const entry of entries) {
    const stored = await table.get({ pk: entry.pk, sk: entry.sk });
    if (stored !== undefined) found.push(parseStored(incomingMailSchema, stored));
  }
  return found;
}

function changeMail(table: Table): Pick<Inbox, 'add' | 'change'> {
  return {
    async add(mail) {
      if (await table.put({ Item: mailItem(mail), ...IF_NEW })) return mail;
      const known = await table.get(keys.incomingMail(mail.receivedAt, mail.id));
      return known === undefined ? mail : parseStored(incomingMailSchema, known);
    },

    async change(mail) {
      const changed = { ...mail, version: mail.version + 1 };
      const asRead = {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': mail.version },
      };
      const refusal = await table.transact([
        putIn(table, mailItem(changed), asRead),
        ...senderItems(table, changed),
      ]);
      if (refusal === undefined) return changed;
      throw createRaceError(`the mail ${mail.id}`);
    },
  };
}

function findMail(table: Table): Pick<Inbox, 'find' | 'holdingPen' | 'between'> {
  return {
    async find(id) {
      const month = inboxPartition(id.slice(0, 'yyyy-mm'.length));
      const day = id.slice(0, 'yyyy-mm-dd'.length);
      const found = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :day)',
        ExpressionAttributeValues: { ':pk': month, ':day': day },
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
      const held = await readMails(
        table,
        entries.map((entry) => indexEntrySchema.parse(entry)),
      );
      return held.filter(({ place }) => place === 'holding-pen');
    },

    async between(from, to) {
      const found: IncomingMail[] = [];
      const last = instantText(to).slice(0, 'yyyy-mm'.length);
      for (
        let month = instantText(from).slice(0, 'yyyy-mm'.length);
        month <= last;
        month = monthAfter(month)
      ) {
        const stored = await table.queryAll({
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': inboxPartition(month),
            ':from': instantText(from),
            // '~' sorts after every id, so mail that came at exactly this instant is included.
            ':to': `${instantText(to)}~`,
          },
          ConsistentRead: true,
        });
        found.push(...stored.map((mail) => parseStored(incomingMailSchema, mail)));
      }
      return found;
    },
  };
}

function followSenders(table: Table): Pick<Inbox, 'fromSender' | 'forgetSender'> {
  return {
    async fromSender(address, since) {
      const stored = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND sk >= :since',
        ExpressionAttributeValues: {
          ':pk': keys.mailOfSender(addressHash(address), '').pk,
          ':since': since === undefined ? 'MAIL#' : `MAIL#${instantText(since)}`,
        },
        ConsistentRead: true,
      });
      return readMails(
        table,
        stored.map((entry) => {
          const { mailPk, mailSk } = senderEntrySchema.parse(entry);
          return { pk: mailPk, sk: mailSk };
        }),
      );
    },

    async forgetSender(address) {
      const { pk } = keys.mailOfSender(addressHash(address), '');
      const entries = await table.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      for (const entry of entries) await table.delete({ Key: { pk, sk: String(entry['sk']) } });
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

/** Returns the entries by which an erasure, and the limit on a sender's mail, find a mail. */
function senderItems(table: Table, { sender, envelopeFrom, receivedAt, id }: IncomingMail): TransactItem[] {
  const { pk: mailPk, sk: mailSk } = keys.incomingMail(receivedAt, id);
  const addresses = [sender?.address ?? '', envelopeFrom].filter((address) => address.trim() !== '');
  const hashes = new Set(addresses.map((address) => addressHash(address)));
  return [...hashes].map((hash) => putIn(table, { ...keys.mailOfSender(hash, mailSk), mailPk, mailSk }));
}

function addressHash(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}

/** Returns the month after a month. "2016-12" becomes "2017-01". */
function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
