import * as z from 'zod';
import { handoverSchema } from '../../contracts/form-stored.ts';
import { createRaceError } from '../../errors.ts';
import type { Handovers } from '../../ports/handovers.ts';
import { followUpPartition, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { IF_NEW, type Table } from './table.ts';

export function createHandoverStore(table: Table): Handovers {
  return {
    async ofFollowUp(followUpId) {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': followUpPartition(followUpId), ':prefix': 'COLLEAGUE#' },
        ConsistentRead: true,
      });
      return items.map((found) => parseStored(handoverSchema, found));
    },

    async put(followUpId, handover) {
      const { version } = handover;
      const saved = await table.put({
        Item: {
          ...z.encode(handoverSchema, { ...handover, version: version + 1 }),
          ...keys.handover(followUpId, handover.id),
        },
        ...(version === 0
          ? IF_NEW
          : {
              ConditionExpression: 'version = :version',
              ExpressionAttributeValues: { ':version': version },
            }),
      });
      if (!saved) throw createRaceError('this handover');
    },
  };
}
