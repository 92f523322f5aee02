import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createResources } from '../../local/resources.ts';
import { createTestStack, type TestStack } from '../support/emulators.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await createTestStack();
});
afterAll(() => stack.stop());

describe('the local resources', () => {
  test('include a table with the indexes of the table definition', async () => {
    const { Table: table } = await stack.clients.dynamodb.send(
      new DescribeTableCommand({ TableName: stack.resources.table }),
    );
    expect(
      table?.GlobalSecondaryIndexes?.map((index) => [
        index.IndexName,
        index.Projection?.ProjectionType,
      ]).sort(),
    ).toEqual([
      ['attention', 'KEYS_ONLY'],
      ['by-force', 'ALL'],
      ['problems', 'KEYS_ONLY'],
    ]);
  });

  test('include queues with the visibility timeout of the service map', async () => {
    const { Attributes: attributes } = await stack.clients.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: stack.resources.queueUrls.outgoing,
        AttributeNames: ['All'],
      }),
    );
    expect(attributes?.VisibilityTimeout).toBe('360');
  });

  test('pass events from the topic to the queue raw, and to the dead-letter queue after five tries', async () => {
    await stack.clients.sns.send(
      new PublishCommand({ TopicArn: stack.resources.topicArns['mail-events'], Message: '{"raw":true}' }),
    );
    const queueUrl = stack.resources.queueUrls['mail-events'];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { Messages: messages } = await stack.clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 1 }),
      );
      expect(messages?.[0]?.Body).toBe('{"raw":true}');
      await stack.clients.sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: messages?.[0]?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
    }
    const sixth = await stack.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    expect(sixth.Messages ?? []).toEqual([]);
    const dead = await stack.clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: stack.resources.deadLetterQueueUrls['mail-events'],
        WaitTimeSeconds: 1,
      }),
    );
    expect(dead.Messages?.[0]?.Body).toBe('{"raw":true}');
  });

  test('stay unchanged when they are created again', async () => {
    await createResources(stack);
    await stack.clients.sns.send(
      new PublishCommand({ TopicArn: stack.resources.topicArns['incoming-mail'], Message: 'once' }),
    );
    const received = await stack.clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: stack.resources.queueUrls['incoming-mail'],
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
      }),
    );
    expect(received.Messages?.map((message) => message.Body)).toEqual(['once']);
  });
});
