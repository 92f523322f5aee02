import * as z from 'zod';
import type { FieldsOf } from '../../contracts/fields-of.ts';
import { linkSchema, noticeKeySchema, noticeSchema, replyAliasSchema } from '../../contracts/stored.ts';
import { instant } from '../../contracts/temporal.ts';
import type { Instant } from '../../domain/dates.ts';
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
 *
 * @returns false if the fact was known.
 */
async function addFact(
  table: Table,
  { key, mailId, ...fact }: NoticeFact & { key: NoticeKey; mailId?: string },
): Promise<boolean> {
  if (fact.name === 'delivered' && (await addDelivery(table, { key, at: fact.at }))) return true;
  for (;;) {
    const found = await table.get(keys.notice(key));
    if (found === undefined) return false;
    const before = parseStored(noticeSchema, found);
    const { sesMessageId, facts } = before;
    // Our own sender has told it. That the mail service says the same a moment earlier is no news.
    const isKnown = fact.name === 'accepted' && facts.accepted !== undefined && sesMessageId !== undefined;
    const after = isKnown ? before : addNoticeFact(before, fact);
    if (after === before) return false;
    if (mailId !== undefined && sesMessageId === undefined && fact.sesMessageId !== undefined) {
      // The alias comes first. The id on the notice then says that the alias exists.
      await putMessageAlias(table, { sesMessageId: fact.sesMessageId, mailId });
    }
    const unchanged = {
      ConditionExpression: 'facts = :facts',
      ExpressionAttributeValues: { ':facts': found['facts'] },
    };
    if (await table.put({ Item: noticeItem(after), ...unchanged })) return true;
  }
}

/**
 * Records a delivery in one request, in the usual course: the sender recorded that the mail service took the email, and
 * nothing went wrong.
 *
 * @returns false if the course is another one. Then nothing was written.
 */
async function addDelivery(table: Table, { key, at }: { key: NoticeKey; at: Instant }): Promise<boolean> {
  const updated = await table.update({
    Key: keys.notice(key),
    UpdateExpression: 'SET facts.delivered = :at REMOVE #reason',
    ConditionExpression:
      'attribute_exists(facts.accepted) AND attribute_exists(sesMessageId) AND attribute_not_exists(facts.delivered) AND attribute_not_exists(problemShard)',
    ExpressionAttributeNames: { '#reason': 'reason' },
    ExpressionAttributeValues: { ':at': instantText(at) },
  });
  return updated !== undefined;
}

/** Lets a reply or a report that names the id of SES find the mail. */
async function putMessageAlias(
  table: Table,
  { sesMessageId, mailId }: { sesMessageId: string; mailId: string },
): Promise<void> {
  await table.put({ Item: { ...keys.messageAlias(sesMessageId), mailId } });
}

function claimEmails(table: Table): Pick<NoticeLedger, 'claim' | 'accept' | 'release'> {
  return {
    async accept({ mailId, claimant, notices }, { at, sesMessageId }) {
      // As in addFact, the alias comes first.
      await putMessageAlias(table, { sesMessageId, mailId });
      await Promise.all(
        notices.map(async ({ key }) => {
          // With any other fact than the claim, the status may need the index of problems, so the whole is read.
          const isRecorded = await table.update({
            Key: keys.notice(key),
            UpdateExpression: 'SET facts.accepted = :at, sesMessageId = :ses',
            ConditionExpression:
              'claimant = :claimant AND attribute_not_exists(facts.accepted) AND attribute_not_exists(problemShard)',
            ExpressionAttributeValues: {
              ':at': instantText(at),
              ':ses': sesMessageId,
              ':claimant': claimant,
            },
          });
          if (isRecorded === undefined) await addFact(table, { key, name: 'accepted', at, sesMessageId });
        }),
      );
    },

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
      const added = await Promise.all(
        mail.keys.map((key) => addFact(table, { key, mailId, name: fact, at, sesMessageId, reason })),
      );
      return { mail, isNews: added.includes(true) };
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
