import type { Audits } from '../../ports/audits.ts';
import { auditItem, readAudit } from './audit-item.ts';
import type { Table } from './table.ts';

export function createAuditStore(table: Table): Audits {
  return {
    async recordReading(historyId, entry) {
      await table.transact([auditItem(table, { ...entry, historyId })]);
    },

    common: (history) => readAudit(table, history),
  };
}
