import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  QueueNameExists,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import {
  serviceMap,
  type BucketName,
  type QueueName,
  type QueueSpecification,
} from '../infra/service-map.ts';
import { tableDefinition } from '../infra/table-definition.ts';
import { localRegion, type LocalClients } from './aws-clients.ts';
import type { EmulatorEndpoints } from './emulators/start-emulators.ts';

const accountId = '000000000000';

const topicNames = ['mail-events', 'incoming-mail'] as const;
type TopicName = (typeof topicNames)[number];

export const queueNames: readonly QueueName[] = ['outgoing', 'mail-events', 'incoming-mail'];

/** The local names of the resources that the stack would create in the cloud. */
export interface Resources {
  table: string;
  queueUrls: Record<QueueName, string>;
  deadLetterQueueUrls: Record<QueueName, string>;
  topicArns: Record<TopicName, string>;
  buckets: Record<BucketName, string>;
}

/** Names a set of resources. Each name starts with the prefix, so several sets can share the same emulators. */
export function nameResources(prefix: string, endpoints: EmulatorEndpoints): Resources {
  const queueUrl = (name: string): string => `${endpoints.sqs}/${accountId}/${prefix}-${name}`;
  const topicArn = (name: TopicName): string => `arn:aws:sns:${localRegion}:${accountId}:${prefix}-${name}`;
  return {
    table: `${prefix}-table`,
    queueUrls: {
      outgoing: queueUrl('outgoing'),
      'mail-events': queueUrl('mail-events'),
      'incoming-mail': queueUrl('incoming-mail'),
    },
    deadLetterQueueUrls: {
      outgoing: queueUrl('outgoing-dead-letters'),
      'mail-events': queueUrl('mail-events-dead-letters'),
      'incoming-mail': queueUrl('incoming-mail-dead-letters'),
    },
    topicArns: { 'mail-events': topicArn('mail-events'), 'incoming-mail': topicArn('incoming-mail') },
    buckets: { 'raw-mail': `${prefix}-raw-mail`, attachments: `${prefix}-attachments` },
  };
}

export interface CreateResourcesOptions {
  resources: Resources;
  clients: LocalClients;
  /** Replaces the service map's value, for callers that cannot wait minutes for a second try. */
  visibilitySeconds?: number;
}

/** Creates the missing resources. Existing ones keep their contents. */
export async function createResources(options: CreateResourcesOptions): Promise<{ isNewTable: boolean }> {
  const { resources, clients, visibilitySeconds } = options;
  const [isNewTable] = await Promise.all([
    createTable(clients.dynamodb, resources.table),
    ...queueNames.map((name) =>
      createQueueWithDeadLetters(clients.sqs, {
        url: resources.queueUrls[name],
        deadLetterQueueUrl: resources.deadLetterQueueUrls[name],
        maxReceives: serviceMap.queues[name].maxReceives,
        visibilitySeconds: visibilitySeconds ?? serviceMap.queues[name].visibilitySeconds,
      }),
    ),
    ...topicNames.map((name) =>
      clients.sns.send(new CreateTopicCommand({ Name: lastPart(resources.topicArns[name]) })),
    ),
    ...Object.values(resources.buckets).map((bucket) => createBucket(clients.s3, bucket)),
  ]);
  for (const name of topicNames) {
    await clients.sns.send(
      new SubscribeCommand({
        TopicArn: resources.topicArns[name],
        Protocol: 'sqs',
        Endpoint: queueArn(resources.queueUrls[name]),
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
  }
  return { isNewTable };
}

/**
 * Creates the table without time to live. The emulator would use the machine's clock, and delete items that are still
 * valid by the local clock.
 *
 * @returns Whether the table is new.
 */
export async function createTable(dynamodb: DynamoDBClient, table: string): Promise<boolean> {
  const { partitionKey, sortKey, indexes } = tableDefinition;
  let isNew = true;
  const keys = [partitionKey, sortKey, ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])];
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keySchema(partitionKey, sortKey),
        AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index.partitionKey, index.sortKey),
          Projection: { ProjectionType: index.projection },
        })),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    isNew = false;
  }
  await untilActive(dynamodb, table);
  return isNew;
}

function keySchema(partitionKey: string, sortKey: string): KeySchemaElement[] {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ];
}

async function untilActive(dynamodb: DynamoDBClient, table: string): Promise<void> {
  for (;;) {
    const described = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
    if (described.Table?.TableStatus === 'ACTIVE') return;
    await setTimeout(10);
  }
}

async function createQueueWithDeadLetters(
  sqs: SQSClient,
  queue: QueueSpecification & { url: string; deadLetterQueueUrl: string },
): Promise<void> {
  const fourteenDays = String(14 * 24 * 60 * 60);
  await createQueue(sqs, {
    url: queue.deadLetterQueueUrl,
    attributes: { MessageRetentionPeriod: fourteenDays },
  });
  await createQueue(sqs, {
    url: queue.url,
    attributes: {
      MessageRetentionPeriod: fourteenDays,
      VisibilityTimeout: String(queue.visibilitySeconds),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: queueArn(queue.deadLetterQueueUrl),
        maxReceiveCount: queue.maxReceives,
      }),
    },
  });
}

/** Creates a queue. An existing queue gets the current attributes, so a changed service map also applies to old data. */
async function createQueue(
  sqs: SQSClient,
  queue: { url: string; attributes: Record<string, string> },
): Promise<void> {
  try {
    await sqs.send(new CreateQueueCommand({ QueueName: lastPart(queue.url), Attributes: queue.attributes }));
  } catch (error) {
    if (!(error instanceof QueueNameExists)) throw error;
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: queue.attributes }));
  }
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou || error instanceof BucketAlreadyExists)) throw error;
  }
}

export function queueArn(queueUrl: string): string {
  return `arn:aws:sqs:${localRegion}:${accountId}:${lastPart(queueUrl)}`;
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
}
