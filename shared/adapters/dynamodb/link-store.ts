import { linkSchema, replyAliasSchema } from '../../contracts/stored.ts';
import type { Link } from '../../domain/link.ts';
import type { Links } from '../../ports/links.ts';
import { followUpPartition, instantText, keys } from './keys.ts';
import { linkItems } from './notice-ledger-store.ts';
import { parseStored } from './parse-stored.ts';
import type { Table } from './table.ts';

export function createLinkStore(table: Table): Links {
  const find = async (tokenHash: string): Promise<Link | undefined> => {
    const found = await table.get(keys.link(tokenHash));
    return found === undefined ? undefined : parseStored(linkSchema, found);
  };

  return {
    find,

    async add(link) {
      await table.transact(linkItems(table, link));
    },

    async revoke({ followUpId, at, which }) {
      const references = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': followUpPartition(followUpId), ':prefix': 'LINKREF#' },
        ConsistentRead: true,
      });
      for (const reference of references) {
        const link = await find(String(reference['sk']).slice('LINKREF#'.length));
        if (link === undefined || link.revokedAt !== undefined || !which(link)) continue;
        // The reference changes too. A browser that opened the link already sees it there.
        for (const key of [keys.link(link.tokenHash), keys.linkReference(followUpId, link.tokenHash)]) {
          await table.update({
            Key: key,
            UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
            ExpressionAttributeValues: { ':at': instantText(at) },
          });
        }
      }
    },

    async findReplyAlias(tokenHash) {
      const found = await table.get(keys.replyAlias(tokenHash));
      return found === undefined ? undefined : parseStored(replyAliasSchema, found);
    },
  };
}
