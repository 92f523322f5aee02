import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ServiceError } from '../errors.ts';
import { failureOfCall } from './aws-failure.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';

export interface DeadLetterQueue {
  readonly name: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export function createSqsDeadLetters(client: SQSClient, queues: readonly DeadLetterQueue[]): DeadLetters {
  return {
    async count() {
      const counts: Record<string, number> = {};
      for (const { name, deadLetterQueueUrl } of queues) {
        const answer = await client
          .send(
            new GetQueueAttributesCommand({
              QueueUrl: deadLetterQueueUrl,
              AttributeNames: ['ApproximateNumberOfMessages'],
            }),
          )
          .catch(failed);
        counts[name] = Number(answer.Attributes?.ApproximateNumberOfMessages ?? 0);
      }
      return counts;
    },

    async redrive(name) {
      const queue = queues.find((candidate) => candidate.name === name);
      if (queue === undefined) {
        const known = queues.map((candidate) => candidate.name).join(', ');
        throw new ServiceError('not-found', `There is no queue ${name}; choose one of ${known}.`, {
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
  throw failureOfCall(error, 'A queue');
}
