/**
 * The one table, as plain data. The stack and the local emulator create the same table from it.
 * The schemas in shared/contracts say which item is stored under which key.
 */

export const indexNames = ['attention', 'by-force', 'problems'] as const;
export type IndexName = (typeof indexNames)[number];

interface IndexDefinition {
  name: IndexName;
  partitionKey: string;
  sortKey: string;
  projection: 'KEYS_ONLY' | 'ALL';
}

export interface TableDefinition {
  partitionKey: string;
  sortKey: string;
  timeToLiveAttribute: string;
  indexes: readonly IndexDefinition[];
}

/** Every key is a string, and capacity is on demand. */
export const tableDefinition: TableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: [
    // The index needs only the key. The sweep reads each follow-up whole and consistently before it decides.
    {
      name: 'attention',
      partitionKey: 'attentionShard',
      sortKey: 'attentionSort',
      projection: 'KEYS_ONLY',
    },
    { name: 'by-force', partitionKey: 'forceKey', sortKey: 'forceSort', projection: 'ALL' },
    { name: 'problems', partitionKey: 'problemShard', sortKey: 'problemSort', projection: 'KEYS_ONLY' },
  ],
};
