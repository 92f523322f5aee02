import * as z from 'zod';
import { linkSchema, noticeKeySchema, noticeSchema, replyAliasSchema } from '../../contracts/stored.ts';
import { instant } from '../../contracts/temporal.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Link } from '../../domain/link.ts';
import { isProblem, type Notice, type NoticeFactName, type NoticeKey } from '../../domain/notice.ts';
import { ServiceError } from '../../errors.ts';
import type { Claim, ClaimedMail, NoticeLedger } from '../../ports/notice-ledger.ts';
import { instantText, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, putIn, type StoredAttributes, type Table, type TransactItem } from './table.ts';

const claimedMailSchema = z.object({
  mailId: z.string(),
  forceId: z.string(),
  recipientId: z.string(),
  keys: z.array(noticeKeySchema),
  claimant: z.string(),
  claimedAt: instant,
  sesMessageId: z.string().optional(),
});

const problemEntrySchema = z.object({ pk: z.string(), sk: z.string() });

/** How long a link's item outlives it, so that an expired link can still be answered with help. Seconds: one year. */
const LINK_AFTERLIFE_SECONDS = 365 * 24 * 60 * 60;

/** The once-only record of every notice, kept beside its follow-up. */
export function createNoticeLedger(table: Table): NoticeLedger {
  const addFact = async (
    key: NoticeKey,
    fact: {
      name: NoticeFactName;
      at: Instant;
      sesMessageId?: string | undefined;
      reason?: string | undefined;
    },
  ): Promise<void> => {
    const names: Record<string, string> = { '#fact': fact.name };
    const values: Record<string, unknown> = { ':at': instantText(fact.at) };
    const sets = ['facts.#fact = :at'];
    if (fact.sesMessageId !== undefined) {
      sets.push('sesMessageId = if_not_exists(sesMessageId, :ses)');
      values[':ses'] = fact.sesMessageId;
    }
    if (fact.reason !== undefined) {
      sets.push('reason = :reason');
      values[':reason'] = fact.reason;
    }
    // The earliest instant of a fact stands, so that events may come in any order and any number of times.
    const written = await table.update({
      Key: keys.notice(key),
      UpdateExpression: `SET ${sets.join(', ')}`,
      ConditionExpression:
        'attribute_exists(pk) AND (attribute_not_exists(facts.#fact) OR facts.#fact > :at)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ReturnValues: 'ALL_NEW',
    });
    if (written !== undefined) await indexProblem(table, written);
  };

  return {
    async claim(claim) {
      const items = claimItems(table, claim);
      const refusal = await table.transact(items);
      if (refusal === undefined) return 'claimed';
      const mail = refusal.reasons[0];
      // The condition on the mail's own item fails only where this very claim was written before, by a repeated write
      // whose first answer was lost.
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
          // A further attempt goes back to what the human's `resend` left.
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
        ...claim.links.flatMap((link): TransactItem[] => [
          { Delete: { TableName: table.name, Key: keys.link(link.tokenHash) } },
          { Delete: { TableName: table.name, Key: keys.linkReference(link.followUpId, link.tokenHash) } },
        ]),
        ...(claim.replyAlias === undefined
          ? []
          : [{ Delete: { TableName: table.name, Key: keys.alias('reply', claim.replyAlias.tokenHash) } }]),
      ]);
    },

    async record({ mailId, fact, at, sesMessageId, reason }) {
      const mail = await findMail(table, mailId);
      if (mail === undefined) return undefined;
      for (const key of mail.keys) await addFact(key, { name: fact, at, sesMessageId, reason });
      if (sesMessageId !== undefined && mail.sesMessageId === undefined) {
        await table.update({
          Key: keys.mail(mailId),
          UpdateExpression: 'SET sesMessageId = if_not_exists(sesMessageId, :ses)',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':ses': sesMessageId },
        });
        await table.put({ Item: { ...keys.alias('message', sesMessageId), mailId } });
      }
      return mail;
    },

    async recordNotice({ notice, fact, at, reason }) {
      if (fact === 'resendAsked') {
        const entry: Notice = { key: notice.key, rungId: notice.rungId, facts: { resendAsked: at }, reason };
        await table.put({ Item: noticeItem(entry), ...IF_NEW });
        return;
      }
      await addFact(notice.key, { name: fact, at, reason });
    },

    async skip(skips, at) {
      for (const { key, rungId, reason } of skips) {
        // What a human asked to send again has its entry already.
        if (key.attempt > 1) await addFact(key, { name: 'skipped', at, reason });
        else
          await table.put({ Item: noticeItem({ key, rungId, facts: { skipped: at }, reason }), ...IF_NEW });
      }
    },

    async enter(notice) {
      const written = noticeItem(notice);
      if (await table.put({ Item: written, ...IF_NEW })) await indexProblem(table, written);
    },

    findMail: (mailId) => findMail(table, mailId),

    async problems() {
      const entries = await table.queryAll({
        IndexName: 'problems',
        KeyConditionExpression: 'problemShard = :shard',
        ExpressionAttributeValues: { ':shard': PROBLEM_SHARD },
      });
      const problems: Notice[] = [];
      for (const entry of entries) {
        const { pk, sk } = problemEntrySchema.parse(entry);
        const found = await table.get({ pk, sk });
        if (found !== undefined) problems.push(parseStored(noticeSchema, found));
      }
      return problems;
    },
  };
}

/** Problems are few: one partition holds them all. */
const PROBLEM_SHARD = 'PROBLEMS#NOTICE';

/** In this order: the mail, the follow-ups' versions, then everything else; `claim` reads refusals by it. */
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
    ...claim.notices.map((notice) => claimNotice(table, claim, notice)),
    ...claim.links.flatMap((link) => linkItems(table, link)),
    ...(claim.replyAlias === undefined
      ? []
      : [
          putIn(
            table,
            {
              ...z.encode(replyAliasSchema, claim.replyAlias),
              ...keys.alias('reply', claim.replyAlias.tokenHash),
            },
            IF_NEW,
          ),
        ]),
  ];
}

function claimNotice(
  table: Table,
  claim: Claim,
  { key, rungId, answerBy }: Claim['notices'][number],
): TransactItem {
  if (key.attempt > 1) {
    return {
      Update: {
        TableName: table.name,
        Key: keys.notice(key),
        UpdateExpression: 'SET facts.claimed = :at, mailId = :mail, claimant = :claimant',
        ConditionExpression: 'attribute_exists(facts.resendAsked) AND attribute_not_exists(facts.claimed)',
        ExpressionAttributeValues: {
          ':at': instantText(claim.at),
          ':mail': claim.mailId,
          ':claimant': claim.claimant,
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

function noticeItem(notice: Notice): StoredAttributes {
  return { ...z.encode(noticeSchema, notice), ...keys.notice(notice.key) };
}

async function findMail(table: Table, mailId: string): Promise<ClaimedMail | undefined> {
  const found = await table.get(keys.mail(mailId));
  return found === undefined ? undefined : parseStored(claimedMailSchema, found);
}

/** Keeps the sparse index of problems in step with the facts as they were just written. */
async function indexProblem(table: Table, written: StoredAttributes): Promise<void> {
  const notice = parseStored(noticeSchema, written);
  const problem = isProblem(notice);
  if (problem === (written['problemShard'] !== undefined)) return;
  // Only for these very facts: whoever adds the next one puts the index right again.
  const unchanged = { ConditionExpression: 'facts = :facts', values: { ':facts': written['facts'] } };
  const sort =
    Object.values(notice.facts)
      .flatMap((at) => (at === undefined ? [] : [instantText(at)]))
      .sort()
      .at(-1) ?? '';
  const updated = await table.update({
    Key: keys.notice(notice.key),
    UpdateExpression: problem
      ? 'SET problemShard = :shard, problemSort = :sort'
      : 'REMOVE problemShard, problemSort',
    ConditionExpression: unchanged.ConditionExpression,
    ExpressionAttributeValues: problem
      ? { ...unchanged.values, ':shard': PROBLEM_SHARD, ':sort': sort }
      : unchanged.values,
  });
  if (updated === undefined) {
    const now = await table.get(keys.notice(notice.key));
    if (now === undefined) throw new ServiceError('stored-data', 'A notice vanished while it was written.');
    await indexProblem(table, now);
  }
}
