import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ServiceError } from '../errors.ts';
import { toServiceError } from './aws-failure.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';

export interface DeadLetterQueue {
  readonly name: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

type CountedMessages = 'ApproximateNumberOfMessages' | 'ApproximateNumberOfMessagesNotVisible';

export function createSqsDeadLetters(client: SQSClient, queues: readonly DeadLetterQueue[]): DeadLetters {
  const countOf = async (queueUrl: string, attributes: readonly CountedMessages[]): Promise<number> => {
    const { Attributes: counted = {} } = await client
      .send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...attributes] }))
      .catch(failed);
    return attributes.reduce((sum, attribute) => sum + Number(counted[attribute] ?? 0), 0);
  };

  return {
    async countMessages() {
      const counts: Record<string, number> = {};
      for (const { name, queueUrl } of queues) {
        counts[name] = await countOf(queueUrl, [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
        ]);
      }
      return counts;
    },

    async count() {
      const counts: Record<string, number> = {};
      for (const { name, deadLetterQueueUrl } of queues) {
        counts[name] = await countOf(deadLetterQueueUrl, ['ApproximateNumberOfMessages']);
      }
      return counts;
    },

    async redrive(name) {
      const queue = queues.find((candidate) => candidate.name === name);
      if (queue === undefined) {
        const known = queues.map((candidate) => candidate.name).join(', ');
        throw new ServiceError('not-found', `There is no queue ${name}. Choose one of ${known}.`, {
          field: 'queue',
        });
      }
      let moved = 0;
      for (;;) {
        const answer = await client
          .send(
            new ReceiveMessageCommand({
              QueueUrl: queue.deadLetterQueueUrl,
              MaxNumberOfMessages: 10,
              VisibilityTimeout: 60,
              WaitTimeSeconds: 1,
            }),
          )
          .catch(failed);
        const messages = answer.Messages ?? [];
        if (messages.length === 0) return moved;
        for (const message of messages) {
          await client
            .send(new SendMessageCommand({ QueueUrl: queue.queueUrl, MessageBody: message.Body ?? '' }))
            .catch(failed);
          await client
            .send(
              new DeleteMessageCommand({
                QueueUrl: queue.deadLetterQueueUrl,
                ReceiptHandle: message.ReceiptHandle,
              }),
            )
            .catch(failed);
          moved += 1;
        }
      }
    },
  };
}

function failed(error: unknown): never {
  throw toServiceError(error, 'A queue');
}
