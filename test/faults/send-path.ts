import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendDigest } from '../../functions/send-digest/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { serviceMap, type FunctionName, type QueueName } from '../../infra/service-map.ts';
import { createInvoker } from '../../local/runner/invoker.ts';
import { invokeWithBatch } from '../../local/runner/queue-pollers.ts';
import { createScheduleEvent } from '../../local/runner/schedule.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { handlersWith } from '../support/handlers.ts';

/** One event for the functions: a schedule fires, or a queue is delivered until it is empty. */
export type Step = 'sweep' | 'send-digest' | 'outgoing' | 'mail-events';

/** Says how many messages a step handled, and whether something failed and must be tried again. */
export interface StepOutcome {
  readonly taken: number;
  readonly failed: number;
}

export interface SendPathOptions {
  readonly environment: Record<string, string>;
  readonly queueUrls: Record<QueueName, string>;
  /** Replaces the production adapters that `wire` chose by ones with other limits. */
  readonly adapt?: (service: Service) => Service;
}

/** The functions that send email, as one process on Lambda runs them, with the real handlers and the real events. */
export interface SendPath {
  readonly service: Service;
  /** Every line the functions logged. */
  readonly log: readonly string[];
  readonly take: (step: Step) => Promise<StepOutcome>;
}

const consumers = { outgoing: 'send-notices', 'mail-events': 'record-mail-event' } as const satisfies Partial<
  Record<QueueName, FunctionName>
>;

/**
 * Delivers queues one batch after the other and polls nothing in between, so that the calls of a run come in the same
 * order each time.
 *
 * The SDK finds its endpoints in `process.env`. So the environment is put there, once for each process or test file.
 */
export function createSendPath({ environment, queueUrls, adapt }: SendPathOptions): SendPath {
  Object.assign(process.env, environment);
  const log: string[] = [];
  const write = (line: string): void => {
    log.push(line);
  };
  const wired = wire(environment, { functionName: 'test', log: createLineLog(write) });
  const service = adapt?.(wired) ?? wired;
  const invoker = createInvoker(
    handlersWith({
      sweep: createSweep(service),
      'send-notices': createSendNotices(service),
      'record-mail-event': createRecordMailEvent(service),
      'send-digest': createSendDigest(service),
    }),
    write,
  );
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

  const fire = async (name: 'sweep' | 'send-digest'): Promise<StepOutcome> => {
    try {
      await invoker.invoke(name, createScheduleEvent(name, service.clock.now()));
      return { taken: 1, failed: 0 };
    } catch {
      // The function logged the error, and the schedule tries again.
      return { taken: 0, failed: 1 };
    }
  };

  const deliver = async (queue: 'outgoing' | 'mail-events'): Promise<StepOutcome> => {
    const name = consumers[queue];
    const queueUrl = queueUrls[queue];
    const { trigger } = serviceMap.functions[name];
    const total = { taken: 0, failed: 0 };
    for (;;) {
      const messages = await receive(sqs, {
        queueUrl,
        most: trigger.kind === 'queue' ? trigger.batchSize : 1,
      });
      if (messages.length === 0) return total;
      const handled = await invokeWithBatch({ invoker, name, messages, queueUrl, log: write });
      total.taken += handled.length;
      total.failed += messages.length - handled.length;
      await forget(sqs, { queueUrl, handled });
    }
  };

  return {
    service,
    log,
    take: (step) => (step === 'sweep' || step === 'send-digest' ? fire(step) : deliver(step)),
  };
}

async function receive(
  sqs: SQSClient,
  { queueUrl, most }: { queueUrl: string; most: number },
): Promise<Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return answer.Messages ?? [];
}

async function forget(
  sqs: SQSClient,
  { queueUrl, handled }: { queueUrl: string; handled: readonly Message[] },
): Promise<void> {
  if (handled.length === 0) return;
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: handled.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}
