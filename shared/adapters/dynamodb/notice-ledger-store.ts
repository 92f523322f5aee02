import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { linkSchema, noticeKeySchema, noticeSchema, replyAliasSchema } from '../../contracts/stored.ts';
import { instant } from '../../contracts/temporal.ts';
import type { Link } from '../../domain/link.ts';
import {
  isProblem,
  noticeStatus,
  addNoticeFact,
  type Notice,
  type NoticeFact,
  type NoticeKey,
} from '../../domain/notice.ts';
import type { Claim, ClaimedMail, NoticeLedger } from '../../ports/notice-ledger.ts';
import { instantText, keys } from './keys.ts';
import { keptEmailItem } from './sent-mail-store.ts';
import { parseStored } from './parse-stored.ts';
import {
  IF_NEW,
  putIn,
  type ItemKey,
  type StoredAttributes,
  type Table,
  type TransactItem,
} from './table.ts';

export const claimedMailSchema = z.object({
  mailId: z.string(),
  forceId: z.string(),
  recipientId: z.string(),
  keys: z.array(noticeKeySchema),
  claimant: z.string(),
  claimedAt: instant,
  sesMessageId: z.string().optional(),
} satisfies FieldsOf<ClaimedMail>);

const problemEntrySchema = z.object({ pk: z.string(), sk: z.string() } satisfies FieldsOf<ItemKey>);

/**
 * How long a link is stored after it expires, in seconds: one year. The form can then still help a person who follows
 * it.
 */
const LINK_AFTERLIFE_SECONDS = 365 * 24 * 60 * 60;

/** Creates the ledger. It records every notice once, in the partition of its follow-up. */
export function createNoticeLedger(table: Table): NoticeLedger {
  return { ...claimEmails(table), ...recordFacts(table), ...findNotices(table) };
}

/**
 * Adds a fact to a notice. One write changes the facts and the index of problems. With two writes, a sender that dies
 * between them would leave a problem that nobody sees. If someone else adds a fact in between, this reads again.
 */
async function addFact(table: Table, { key, ...fact }: NoticeFact & { key: NoticeKey }): Promise<void> {
  for (;;) {
    const found = await table.get(keys.notice(key));
    if (found === undefined) return;
    const before = parseStored(noticeSchema, found);
    const after = addNoticeFact(before, fact);
    if (after === before) return;
    const unchanged = {
      ConditionExpression: 'facts = :facts',
      ExpressionAttributeValues: { ':facts': found['facts'] },
    };
    if (await table.put({ Item: noticeItem(after), ...unchanged })) return;
  }
}

function claimEmails(table: Table): Pick<NoticeLedger, 'claim' | 'release'> {
  return {
    async claim(claim) {
      const items = claimItems(table, claim);
      const refusal = await table.transact(items);
      if (refusal === undefined) return 'claimed';
      const mail = refusal.reasons[0];
      // The condition on the mail's own item fails only if this claim was written before. That happens when the SDK
      // repeats a write whose first answer was lost.
      if (mail?.Code === 'ConditionalCheckFailed') {
        const known = await findMail(table, claim.mailId);
        if (known?.claimant === claim.claimant) return 'claimed';
        return 'taken';
      }
      const followUps = refusal.codes.slice(1, 1 + claim.followUps.length);
      return followUps.includes('ConditionalCheckFailed') ? 'stale' : 'taken';
    },

    async release(claim) {
      const owned = {
        ConditionExpression: 'claimant = :claimant',
        ExpressionAttributeValues: { ':claimant': claim.claimant },
      };
      await table.transact([
        { Delete: { TableName: table.name, Key: keys.mail(claim.mailId), ...owned } },
        ...claim.notices.map(({ key, rungId }): TransactItem => {
          // A further attempt goes back to the state that the admin's `resend` left.
          if (key.attempt > 1) {
            return {
              Update: {
                TableName: table.name,
                Key: keys.notice(key),
                UpdateExpression: 'REMOVE facts.claimed, mailId, claimant SET rungId = :rung',
                ConditionExpression: owned.ConditionExpression,
                ExpressionAttributeValues: { ...owned.ExpressionAttributeValues, ':rung': rungId },
              },
            };
          }
          return { Delete: { TableName: table.name, Key: keys.notice(key), ...owned } };
        }),
        { Delete: { TableName: table.name, Key: keys.sentText(claim.kept) } },
        ...claim.links.flatMap((link): TransactItem[] => [
          { Delete: { TableName: table.name, Key: keys.link(link.tokenHash) } },
          { Delete: { TableName: table.name, Key: keys.linkReference(link.followUpId, link.tokenHash) } },
        ]),
        ...(claim.replyAlias === undefined
          ? []
          : [{ Delete: { TableName: table.name, Key: keys.replyAlias(claim.replyAlias.tokenHash) } }]),
      ]);
    },
  };
}

function recordFacts(table: Table): Pick<NoticeLedger, 'record' | 'recordNotice' | 'skip' | 'enter'> {
  return {
    async record({ mailId, fact, at, sesMessageId, reason }) {
      const mail = await findMail(table, mailId);
      if (mail === undefined) return undefined;
      for (const key of mail.keys) await addFact(table, { key, name: fact, at, sesMessageId, reason });
      if (sesMessageId !== undefined && mail.sesMessageId === undefined) {
        // The alias comes first. The id on the mail then says that the alias exists.
        await table.put({ Item: { ...keys.messageAlias(sesMessageId), mailId } });
        await table.update({
          Key: keys.mail(mailId),
          UpdateExpression: 'SET sesMessageId = if_not_exists(sesMessageId, :ses)',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':ses': sesMessageId },
        });
      }
      return mail;
    },

    async recordNotice({ notice, fact, at, reason }) {
      if (fact === 'resendAsked') {
        const entry: Notice = { key: notice.key, rungId: notice.rungId, facts: { resendAsked: at }, reason };
        await table.put({ Item: noticeItem(entry), ...IF_NEW });
        return;
      }
      await addFact(table, { key: notice.key, name: fact, at, reason });
    },

    async skip(skips, at) {
      for (const { key, rungId, reason } of skips) {
        // What a human asked to send again has its entry already.
        if (key.attempt > 1) await addFact(table, { key, name: 'skipped', at, reason });
        else
          await table.put({ Item: noticeItem({ key, rungId, facts: { skipped: at }, reason }), ...IF_NEW });
      }
    },

    async enter(notice) {
      await table.put({ Item: noticeItem(notice), ...IF_NEW });
    },
  };
}

function findNotices(table: Table): Pick<NoticeLedger, 'find' | 'findMail' | 'problems'> {
  return {
    async find(key) {
      const found = await table.get(keys.notice(key));
      return found === undefined ? undefined : parseStored(noticeSchema, found);
    },

    findMail: (mailId) => findMail(table, mailId),

    async problems(since) {
      const entries = await table.queryAll({
        IndexName: 'problems',
        KeyConditionExpression: 'problemShard = :shard AND problemSort >= :since',
        ExpressionAttributeValues: {
          ':shard': PROBLEM_SHARD,
          ':since': since === undefined ? '0' : instantText(since),
        },
      });
      const problems: Notice[] = [];
      for (const entry of entries) {
        const { pk, sk } = problemEntrySchema.parse(entry);
        const found = await table.get({ pk, sk });
        if (found !== undefined) problems.push(parseStored(noticeSchema, found));
      }
      return problems.filter(isProblem);
    },
  };
}

/** There are few problems, so one partition holds them all. */
const PROBLEM_SHARD = 'PROBLEMS#NOTICE';

/**
 * Returns the parts of a claim: first the mail, then the versions of the follow-ups, then the rest. `claim` relies on
 * the order.
 */
function claimItems(table: Table, claim: Claim): TransactItem[] {
  const mail: ClaimedMail = {
    mailId: claim.mailId,
    forceId: claim.forceId,
    recipientId: claim.recipientId,
    keys: claim.notices.map((notice) => notice.key),
    claimant: claim.claimant,
    claimedAt: claim.at,
  };
  return [
    putIn(
      table,
      { ...z.encode(claimedMailSchema, { ...mail, keys: [...mail.keys] }), ...keys.mail(claim.mailId) },
      IF_NEW,
    ),
    ...claim.followUps.map((followUp): TransactItem => ({
      ConditionCheck: {
        TableName: table.name,
        Key: keys.followUp(followUp.id),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': followUp.version },
      },
    })),
    ...claim.notices.map((notice) => claimNotice(table, { claim, notice })),
    ...claim.links.flatMap((link) => linkItems(table, link)),
    putIn(table, keptEmailItem(claim.kept)),
    ...(claim.replyAlias === undefined
      ? []
      : [
          putIn(
            table,
            {
              ...z.encode(replyAliasSchema, claim.replyAlias),
              ...keys.replyAlias(claim.replyAlias.tokenHash),
            },
            IF_NEW,
          ),
        ]),
  ];
}

function claimNotice(
  table: Table,
  { claim, notice }: { claim: Claim; notice: Claim['notices'][number] },
): TransactItem {
  const { key, rungId, answerBy, stated } = notice;
  if (key.attempt > 1) {
    const statements = stated === undefined ? undefined : z.encode(noticeSchema.shape.stated, stated);
    return {
      Update: {
        TableName: table.name,
        Key: keys.notice(key),
        UpdateExpression: `SET facts.claimed = :at, mailId = :mail, claimant = :claimant${statements === undefined ? '' : ', stated = :stated'}`,
        ConditionExpression: 'attribute_exists(facts.resendAsked) AND attribute_not_exists(facts.claimed)',
        ExpressionAttributeValues: {
          ':at': instantText(claim.at),
          ':mail': claim.mailId,
          ':claimant': claim.claimant,
          ...(statements === undefined ? {} : { ':stated': statements }),
        },
      },
    };
  }
  const entry: Notice = {
    key,
    rungId,
    facts: { claimed: claim.at },
    mailId: claim.mailId,
    claimant: claim.claimant,
    answerBy,
    stated,
  };
  return putIn(table, noticeItem(entry), IF_NEW);
}

export function linkItems(table: Table, link: Link): TransactItem[] {
  const ttl = Math.floor(link.expiresAt.epochMilliseconds / 1000) + LINK_AFTERLIFE_SECONDS;
  return [
    putIn(table, { ...z.encode(linkSchema, link), ...keys.link(link.tokenHash), ttl }, IF_NEW),
    putIn(table, { ...keys.linkReference(link.followUpId, link.tokenHash), ttl }),
  ];
}

/**
 * Returns the item of a notice. Only a problem has the attributes of the sparse index, so the index finds only
 * problems.
 */
function noticeItem(notice: Notice): StoredAttributes {
  const item = { ...z.encode(noticeSchema, notice), ...keys.notice(notice.key) };
  if (!isProblem(notice)) return item;
  const since = notice.facts[noticeStatus(notice.facts)];
  return {
    ...item,
    problemShard: PROBLEM_SHARD,
    problemSort: since === undefined ? '0' : instantText(since),
  };
}

async function findMail(table: Table, mailId: string): Promise<ClaimedMail | undefined> {
  const found = await table.get(keys.mail(mailId));
  return found === undefined ? undefined : parseStored(claimedMailSchema, found);
}
