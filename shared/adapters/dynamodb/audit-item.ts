import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { auditEntrySchema } from '../../contracts/stored.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { historyPartition, keys } from './keys.ts';
import { parseStored } from './parse-stored.ts';
import { putIn, type Table, type TransactItem } from './table.ts';

/**
 * Returns an entry for the history of a follow-up, a body or the settings. It is written in the transaction of the
 * change, and it never changes.
 */
export function auditItem(
  table: Table,
  { historyId, ...entry }: AuditEntry & { historyId: string },
): TransactItem {
  return putIn(table, {
    ...z.encode(auditEntrySchema, {
      ...entry,
      ...(table.caller === undefined ? {} : { caller: table.caller }),
    }),
    ...keys.audit(historyId, entry.at, randomUUID()),
  });
}

/** Returns the entries of a history, oldest first. */
export async function readAudit(table: Table, historyId: string): Promise<AuditEntry[]> {
  const found = await table.queryAll({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': historyPartition(historyId), ':prefix': 'AUDIT#' },
    ConsistentRead: true,
  });
  return found.map((entry) => parseStored(auditEntrySchema, entry));
}
