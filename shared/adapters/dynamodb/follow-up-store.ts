import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import {
  callSchema,
  followUpSchema,
  noticeSchema,
  recommendationSchema,
  returnBodySchema,
  roundSchema,
} from '../../contracts/stored.ts';
import type { Instant } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import { createRaceError, ServiceError } from '../../errors.ts';
import type { FollowUpChange, FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import { auditItem, readAudit } from './audit-item.ts';
import {
  ATTENTION_SHARD,
  attentionAttributes,
  followUpPartition,
  bodyPartition,
  historyPartition,
  instantText,
  keys,
} from './keys.ts';
import type { LargeWords } from './large-words.ts';
import { parseStored } from './parse-stored.ts';
import {
  IF_NEW,
  putIn,
  type ItemKey,
  type StoredAttributes,
  type Table,
  type TransactItem,
} from './table.ts';

const attentionEntrySchema = z.object({ pk: z.string().startsWith('FOLLOWUP#') } satisfies FieldsOf<
  Pick<ItemKey, 'pk'>
>);

/**
 * Creates the store of follow-ups. Each follow-up has a partition with its recommendations, rounds and notices, and
 * another one with its history.
 */
export function createFollowUpStore(table: Table, words: LargeWords): FollowUps {
  return {
    ...findFollowUps(table),
    ...changeFollowUps(table, words),
    ...keepAttention(table),
    ...keepHistory(table, words),
  };
}

function findFollowUps(table: Table): Pick<FollowUps, 'load' | 'find' | 'ofBody'> {
  return {
    async load(id) {
      // DRAFT# sorts before FOLLOWUP, so the answers of drafts are not read.
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': followUpPartition(id), ':from': 'FOLLOWUP' },
        ConsistentRead: true,
      });
      return parseRecord(id, items);
    },

    async find(id) {
      const found = await table.get(keys.followUp(id));
      return found === undefined ? undefined : parseStored(followUpSchema, found);
    },

    async ofBody(forceId) {
      const items = await table.queryAll({
        IndexName: 'by-force',
        KeyConditionExpression: 'forceKey = :force',
        ExpressionAttributeValues: { ':force': bodyPartition(forceId) },
        ScanIndexForward: false,
      });
      return items.map((found) => parseStored(followUpSchema, found));
    },
  };
}

function changeFollowUps(table: Table, words: LargeWords): Pick<FollowUps, 'add' | 'change'> {
  return {
    async add({ followUp, recommendations, audit, replaces }) {
      const items: TransactItem[] = [
        putIn(
          table,
          followUpItem(followUp, {
            attentionAt: followUp.state === 'open' ? audit.at : undefined,
            attentionVersion: 1,
          }),
          IF_NEW,
        ),
        ...recommendations.map((recommendation) =>
          putIn(table, {
            ...z.encode(recommendationSchema, recommendation),
            ...keys.recommendation(followUp.id, recommendation.number),
          }),
        ),
        auditItem(table, { ...audit, historyId: followUp.id }),
        ...(replaces === undefined ? [] : await changeItems(replaces, { table, words })),
      ];
      const refusal = await table.transact(items);
      if (refusal === undefined) return followUp;
      const isThere = replaces === undefined || refusal.codes[0] === 'ConditionalCheckFailed';
      throw isThere
        ? new ServiceError(
            'recorded-already',
            `The follow-up ${followUp.id} exists already. Nothing was written.`,
          )
        : createRaceError(`the follow-up ${replaces.before.id}`);
    },

    async change(change) {
      const after = raiseVersion(change);
      if ((await table.transact(await changeItems(change, { table, words }))) !== undefined) {
        throw createRaceError(`the follow-up ${change.before.id}`);
      }
      return after;
    },
  };
}

/** Keeps when the sweep looks at each follow-up next. */
function keepAttention(
  table: Table,
): Pick<FollowUps, 'dueForAttention' | 'raiseAttention' | 'askForAttention'> {
  return {
    async *dueForAttention(now) {
      const pages = table.queryPages({
        IndexName: 'attention',
        KeyConditionExpression: 'attentionShard = :shard AND attentionSort <= :now',
        // '~' sorts after every id, so an instant equal to now is included.
        ExpressionAttributeValues: { ':shard': ATTENTION_SHARD, ':now': `${instantText(now)}#~` },
      });
      for await (const page of pages) {
        for (const found of page) yield attentionEntrySchema.parse(found).pk.slice('FOLLOWUP#'.length);
      }
    },

    async raiseAttention({ followUpId, version, attentionVersion, to }) {
      const condition = {
        Key: keys.followUp(followUpId),
        ConditionExpression: 'version = :version AND attentionVersion = :attentionVersion',
      };
      const values = { ':version': version, ':attentionVersion': attentionVersion };
      const updated =
        to === undefined
          ? await table.update({
              ...condition,
              UpdateExpression: 'REMOVE attentionShard, attentionSort',
              ExpressionAttributeValues: values,
            })
          : await table.update({
              ...condition,
              UpdateExpression: 'SET attentionShard = :shard, attentionSort = :sort',
              ExpressionAttributeValues: { ...values, ...attentionValues(followUpId, to) },
            });
      return updated !== undefined;
    },

    async askForAttention(followUpId, now) {
      // With the new attention version, a sweep that read the record before can no longer raise the attention.
      await table.update({
        Key: keys.followUp(followUpId),
        UpdateExpression:
          'SET attentionShard = :shard, attentionSort = :sort, attentionVersion = attentionVersion + :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ...attentionValues(followUpId, now), ':one': 1 },
      });
    },
  };
}

function keepHistory(
  table: Table,
  words: LargeWords,
): Pick<FollowUps, 'audit' | 'redactReturn' | 'returns' | 'calls'> {
  return {
    audit: (followUpId) => readAudit(table, followUpId),

    async redactReturn(body) {
      const key = keys.returned(body.followUpId, body.round, body.version);
      await table.put({
        Item: await words.pack({ ...z.encode(returnBodySchema, body), ...key }),
        ConditionExpression: 'attribute_exists(pk)',
      });
    },

    async returns(followUpId) {
      const items = await historyItems(table, { followUpId, prefix: 'RETURN#' });
      return (await words.unpack(items)).map((found) => parseStored(returnBodySchema, found));
    },

    async calls(followUpId) {
      const items = await historyItems(table, { followUpId, prefix: 'CALL#' });
      return items.map((found) => parseStored(callSchema, found));
    },
  };
}

/** Parses a follow-up and its parts from the items of its partition. @throws ServiceError `not-found`. */
export function parseRecord(id: string, items: readonly StoredAttributes[]): LoadedFollowUp {
  const itemsWithPrefix = (prefix: string): StoredAttributes[] =>
    items.filter((found) => typeof found['sk'] === 'string' && found['sk'].startsWith(prefix));
  const [followUp] = itemsWithPrefix('FOLLOWUP');
  if (followUp === undefined) throw new ServiceError('not-found', `There is no follow-up ${id}.`);
  return {
    followUp: parseStored(followUpSchema, followUp),
    attentionVersion: typeof followUp['attentionVersion'] === 'number' ? followUp['attentionVersion'] : 0,
    recommendations: itemsWithPrefix('REC#').map((found) => parseStored(recommendationSchema, found)),
    rounds: itemsWithPrefix('ROUND#').map((found) => parseStored(roundSchema, found)),
    notices: itemsWithPrefix('NOTICE#').map((found) => parseStored(noticeSchema, found)),
  };
}

/** Returns the follow-up after a change, with the next version. */
function raiseVersion({ before, after }: FollowUpChange): FollowUp {
  return { ...(after ?? before), version: before.version + 1 };
}

async function changeItems(
  change: FollowUpChange,
  { table, words }: { table: Table; words: LargeWords },
): Promise<TransactItem[]> {
  const after = raiseVersion(change);
  const { before, replaces } = change;
  return [
    {
      Put: {
        TableName: table.name,
        // Every change asks for attention at once. This includes a change that ends the follow-up, because an email may
        // be on its way. The next sweep decides when to look again, if at all.
        Item: followUpItem(after, { attentionAt: change.audit.at, attentionVersion: after.version }),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': before.version },
      },
    },
    ...(change.recommendations ?? []).map((recommendation) =>
      putIn(table, {
        ...z.encode(recommendationSchema, recommendation),
        ...keys.recommendation(before.id, recommendation.number),
      }),
    ),
    ...(change.withoutRecommendations ?? []).map((number) => ({
      Delete: { TableName: table.name, Key: keys.recommendation(before.id, number) },
    })),
    ...(change.rounds ?? []).map((round) => roundItem(table, { followUpId: before.id, round })),
    ...(change.returned === undefined
      ? []
      : [
          putIn(
            table,
            await words.pack({
              ...z.encode(returnBodySchema, change.returned),
              ...keys.returned(before.id, change.returned.round, change.returned.version),
            }),
            IF_NEW,
          ),
        ]),
    ...(change.call === undefined
      ? []
      : [
          putIn(table, {
            ...z.encode(callSchema, change.call),
            ...keys.call(before.id, change.call.at, randomUUID()),
          }),
        ]),
    auditItem(table, { ...change.audit, historyId: before.id }),
    ...(replaces === undefined ? [] : await changeItems(replaces, { table, words })),
  ];
}

/**
 * Returns the part of a transaction that writes a round. It requires that the round has not changed since it was read.
 */
export function roundItem(
  table: Table,
  { followUpId, round }: { followUpId: string; round: Round },
): TransactItem {
  const written = {
    ...z.encode(roundSchema, { ...round, version: round.version + 1 }),
    ...keys.round(followUpId, round.id),
  };
  if (round.version === 0) return putIn(table, written, IF_NEW);
  return putIn(table, written, {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': round.version },
  });
}

function followUpItem(
  followUp: FollowUp,
  attention: { attentionAt: Instant | undefined; attentionVersion: number },
): StoredAttributes {
  return {
    ...z.encode(followUpSchema, followUp),
    ...keys.followUp(followUp.id),
    forceKey: bodyPartition(followUp.forceId),
    forceSort: `${followUp.publishedOn.toString()}#${followUp.id}`,
    attentionVersion: attention.attentionVersion,
    ...(attention.attentionAt === undefined ? {} : attentionAttributes(followUp.id, attention.attentionAt)),
  };
}

function attentionValues(id: string, at: Instant): Record<string, string> {
  const { attentionShard, attentionSort } = attentionAttributes(id, at);
  return { ':shard': attentionShard, ':sort': attentionSort };
}

function historyItems(
  table: Table,
  { followUpId, prefix }: { followUpId: string; prefix: string },
): Promise<StoredAttributes[]> {
  return table.queryAll({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': historyPartition(followUpId), ':prefix': prefix },
    ConsistentRead: true,
  });
}
