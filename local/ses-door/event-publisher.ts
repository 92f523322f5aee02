import { setTimeout as delay } from 'node:timers/promises';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { nameOfError, type Log } from '../log.ts';

export interface EventPublisher {
  /** Publishes the events in order. If SNS is unavailable, it tries again until each one is published. */
  publish(events: readonly Record<string, unknown>[]): Promise<void>;
  stop(): void;
}

export function createEventPublisher(options: {
  sns: SNSClient;
  topicArn: string;
  log: Log;
}): EventPublisher {
  const stopped = new AbortController();
  const publishUntilTaken = async (event: Record<string, unknown>): Promise<void> => {
    for (;;) {
      stopped.signal.throwIfAborted();
      try {
        await options.sns.send(
          new PublishCommand({
            TopicArn: options.topicArn,
            Subject: 'Amazon SES Email Event Notification',
            Message: JSON.stringify(event),
          }),
          { abortSignal: stopped.signal },
        );
        return;
      } catch (error) {
        options.log(`ses-door: a mail event could not be published (${nameOfError(error)}). Trying again.`);
        await delay(200, undefined, { signal: stopped.signal });
      }
    }
  };
  return {
    publish: async (events) => {
      for (const event of events) await publishUntilTaken(event);
    },
    stop: () => {
      stopped.abort();
    },
  };
}
