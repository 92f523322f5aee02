import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TestStack } from './emulators.ts';

type Item = Record<string, unknown>;

/**
 * Reads and restores a small table. It is read once and restored between tests, which is faster than a table for each
 * test.
 */
export class TableContent {
  readonly #documents: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(stack: TestStack) {
    this.#documents = DynamoDBDocumentClient.from(stack.clients.dynamodb);
    this.#table = stack.resources.table;
  }

  async read(): Promise<Map<string, Item>> {
    const { Items: items = [] } = await this.#documents.send(
      new ScanCommand({ TableName: this.#table, ConsistentRead: true }),
    );
    return new Map(
      items.map((item): [string, Item] => [`${String(item['pk'])}/${String(item['sk'])}`, item]),
    );
  }

  async write(wanted: ReadonlyMap<string, Item>): Promise<void> {
    const present = await this.read();
    const gone = [...present].filter(([key]) => !wanted.has(key));
    const changed = [...wanted].filter(([key, item]) => inOneOrder(present.get(key)) !== inOneOrder(item));
    const documents = this.#documents;
    const TableName = this.#table;
    await Promise.all([
      ...gone.map(([, { pk, sk }]) => documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }))),
      ...changed.map(([, item]) => documents.send(new PutCommand({ TableName, Item: item }))),
    ]);
  }
}

/** The emulator returns an item's attributes in any order. */
export function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
