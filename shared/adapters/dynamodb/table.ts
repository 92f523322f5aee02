import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DeleteCommandInput,
  type PutCommandInput,
  type QueryCommandInput,
  type TransactWriteCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ServiceError } from '../../errors.ts';
import { toServiceError } from '../aws-failure.ts';

/** An item as DynamoDB returns it, before a schema parses it. */
export type StoredAttributes = Record<string, unknown>;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

type WithoutTable<Input> = Omit<Input, 'TableName'>;
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Why a transaction was refused, in the order of its items. A refused condition can include the item that was stored.
 */
export interface TransactionRefusal {
  readonly codes: readonly string[];
  readonly reasons: readonly CancellationReason[];
}

/** DynamoDB allows at most this many items in one transaction, and this many keys in one batch. */
export const TRANSACTION_LIMIT = 100;
const BATCH_LIMIT = 100;
const CONFLICT_TRIES = 5;

/**
 * How long the id of the table is kept. A table gets another id if someone deletes it and restores a copy under its
 * name. That takes AWS many minutes, so a process can never take the copy for the table that it knows.
 */
const ID_KEPT_MILLISECONDS = 60_000;

/** Access to the only table. It turns errors of DynamoDB into ServiceErrors, and pages into one list. */
export class Table {
  readonly name: string;
  /** The AWS identity that writes, if a person does. Audit records carry it. */
  readonly caller: string | undefined;
  readonly #documents: DynamoDBDocumentClient;
  readonly #client: DynamoDBClient;
  #known: { readonly id: string; readonly readAt: number } | undefined;

  constructor(name: string, client: DynamoDBClient, caller?: string) {
    this.name = name;
    this.caller = caller;
    this.#client = client;
    this.#documents = DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  async get(key: ItemKey): Promise<StoredAttributes | undefined> {
    const answer = await this.#ask(() =>
      this.#documents.send(new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true })),
    );
    return answer.Item;
  }

  /**
   * Reads items by their keys with strong consistency, a hundred in one request. The items come in any order. Items
   * that do not exist are left out.
   */
  async getAll(wanted: readonly ItemKey[]): Promise<StoredAttributes[]> {
    const found: StoredAttributes[] = [];
    let left: Record<string, unknown>[] = wanted.map((key) => ({ ...key }));
    while (left.length > 0) {
      const input: BatchGetCommandInput = {
        RequestItems: { [this.name]: { Keys: left.slice(0, BATCH_LIMIT), ConsistentRead: true } },
      };
      const answer: BatchGetCommandOutput = await this.#ask(() =>
        this.#documents.send(new BatchGetCommand(input)),
      );
      found.push(...(answer.Responses?.[this.name] ?? []));
      left = [...(answer.UnprocessedKeys?.[this.name]?.Keys ?? []), ...left.slice(BATCH_LIMIT)];
    }
    return found;
  }

  /** Returns the items of every page of a query. */
  async queryAll(input: WithoutTable<QueryCommandInput>): Promise<StoredAttributes[]> {
    const found: StoredAttributes[] = [];
    for await (const page of this.queryPages(input)) found.push(...page);
    return found;
  }

  async *queryPages(input: WithoutTable<QueryCommandInput>): AsyncGenerator<StoredAttributes[]> {
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const answer = await this.#ask(() =>
        this.#documents.send(
          new QueryCommand({
            ...input,
            TableName: this.name,
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        ),
      );
      yield answer.Items ?? [];
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
  }

  /** Writes an item. @returns false if the condition was not met. */
  async put(input: WithoutTable<PutCommandInput>): Promise<boolean> {
    return this.#conditional(() => this.#documents.send(new PutCommand({ ...input, TableName: this.name })));
  }

  /** Deletes an item. @returns false if the condition was not met. */
  async delete(input: WithoutTable<DeleteCommandInput>): Promise<boolean> {
    return this.#conditional(() =>
      this.#documents.send(new DeleteCommand({ ...input, TableName: this.name })),
    );
  }

  /** Updates an item. @returns the attributes that ReturnValues asks for, or undefined if the condition was not met. */
  async update(input: WithoutTable<UpdateCommandInput>): Promise<StoredAttributes | undefined> {
    let attributes: StoredAttributes = {};
    const held = await this.#conditional(async () => {
      const answer = await this.#documents.send(new UpdateCommand({ ...input, TableName: this.name }));
      attributes = answer.Attributes ?? {};
    });
    return held ? attributes : undefined;
  }

  /**
   * Writes all items or none. If another transaction is at work on the same items, it tries again.
   *
   * @returns undefined if the items were written, or why a condition was not met.
   * @throws ServiceError `unreachable`, or `defect` if there are more items than DynamoDB allows.
   */
  async transact(items: readonly TransactItem[]): Promise<TransactionRefusal | undefined> {
    if (items.length > TRANSACTION_LIMIT) {
      throw new ServiceError(
        'defect',
        `The change has ${items.length} items, but the table takes at most ${TRANSACTION_LIMIT} at once. Nothing was written.`,
      );
    }
    for (let attempt = 1; ; attempt += 1) {
      const refusal = await this.#tryTransaction(items);
      if (refusal === undefined) return undefined;
      if (refusal.codes.includes('ConditionalCheckFailed')) return refusal;
      if (attempt === CONFLICT_TRIES) {
        throw new ServiceError(
          'unreachable',
          'The table was too busy for this change. Nothing was written. Try again.',
        );
      }
      await untilConflictIsOver(attempt);
    }
  }

  /** Returns the id of the table. A restored or copied table has another id. Asks AWS at most once a minute. */
  async tableId(): Promise<string> {
    const now = performance.now();
    if (this.#known === undefined || now - this.#known.readAt >= ID_KEPT_MILLISECONDS) {
      this.#known = { id: await this.#readId(), readAt: now };
    }
    return this.#known.id;
  }

  async #readId(): Promise<string> {
    const answer = await this.#ask(() =>
      this.#client.send(new DescribeTableCommand({ TableName: this.name })),
    );
    // Some emulators do not know table ids. They have one table for each data folder, so the ARN identifies it.
    return answer.Table?.TableId ?? answer.Table?.TableArn ?? this.name;
  }

  async #tryTransaction(items: readonly TransactItem[]): Promise<TransactionRefusal | undefined> {
    try {
      await this.#ask(() => this.#documents.send(new TransactWriteCommand({ TransactItems: [...items] })));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      return { reasons, codes: reasons.map((reason) => reason.Code ?? 'None') };
    }
  }

  async #conditional(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.#ask(write);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async #ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException || error instanceof TransactionCanceledException)
          throw error;
        // A single write can meet a transaction of someone else. The SDK does not try again in this case.
        if (error instanceof TransactionConflictException && attempt < CONFLICT_TRIES) {
          await untilConflictIsOver(attempt);
          continue;
        }
        throw toServiceError(error, `The table ${this.name}`);
      }
    }
  }
}

function untilConflictIsOver(attempt: number): Promise<void> {
  const milliseconds = 2 ** attempt * 10 * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Creates the client. The SDK's retries are safe here, because every write is conditional or idempotent. */
export function createDynamoDbClient(options: { requestTimeoutMilliseconds?: number } = {}): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 4,
    requestHandler: {
      requestTimeout: options.requestTimeoutMilliseconds ?? 5_000,
      // Without this the SDK only warns, and a function waits until its own time is up.
      throwOnRequestTimeout: true,
      connectionTimeout: 2_000,
    },
  });
}

/** Returns the part of a transaction that writes one item. */
export function putIn(table: Table, item: StoredAttributes, condition?: TransactCondition): TransactItem {
  return { Put: { TableName: table.name, Item: item, ...condition } };
}

export interface TransactCondition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

export const IF_NEW: TransactCondition = { ConditionExpression: 'attribute_not_exists(pk)' };
