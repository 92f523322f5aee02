import { setTimeout as delay } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionName, QueueName } from '../../infra/service-map.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../log.ts';
import { startFormFront } from './form-front.ts';
import type { Handlers } from './handlers.ts';
import { createInvoker, type Invoker } from './invoker.ts';
import { startQueuePollers } from './queue-pollers.ts';
import { createScheduleEvent, startSchedule } from './schedule.ts';

export interface RunnerOptions {
  /** Creates the functions when the form's address is known, because emails contain it. */
  createHandlers: (formEndpoint: string) => Promise<Handlers>;
  clock: Clock;
  sqs: SQSClient;
  queueUrls: Record<QueueName, string>;
  /** Whether the schedules fire. If not, functions run only when they are invoked or a message arrives. */
  timers: boolean;
  log: Log;
  formPort?: number;
  /** How long a poll waits for a message, in seconds. A normal stop may take as long. The default is 10. */
  pollSeconds?: number;
  /** Tells whether another part will still put messages on a queue. */
  isBusyElsewhere?: () => boolean;
}

export interface Runner {
  formEndpoint: string;
  /** Calls a function once and returns its answer. Without an event it uses the event of the function's schedule. */
  invoke(name: FunctionName, event?: unknown): Promise<unknown>;
  /**
   * Waits until every queue is empty and no function is running. It does not wait for messages that failed and wait for
   * their next try, but counts them.
   *
   * @throws ServiceError `unreachable` if that takes longer than a minute.
   */
  drain(): Promise<{ waiting: number }>;
  /** Counts the messages that nobody has processed yet, and those that failed or were delayed. */
  backlog(): Promise<{ toDo: number; waiting: number }>;
  /** Stops when the running work is done. With `abandonPolls` it does not wait for polls. Stop the emulators next. */
  stop(options?: { abandonPolls: boolean }): Promise<void>;
}

/** Runs Lambda and its triggers on this machine, with the same handlers, events and partial failures. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { clock, log } = options;
  let readyInvoker: Invoker | undefined;
  const front = await startFormFront({
    port: options.formPort,
    clock,
    invoker: () => readyInvoker,
  });
  try {
    const invoker = createInvoker(await options.createHandlers(front.endpoint), log);
    const pollers = await startQueuePollers({
      ...options,
      invoker,
      pollSeconds: options.pollSeconds ?? 10,
    });
    readyInvoker = invoker;
    const schedule = options.timers
      ? startSchedule({
          clock,
          fire: (name, event) => {
            // The failure is logged, and the next run tries again.
            invoker.invoke(name, event).catch(() => undefined);
          },
        })
      : undefined;

    return {
      formEndpoint: front.endpoint,
      invoke: (name, event) => invoker.invoke(name, event ?? createScheduleEvent(name, clock.now())),
      drain: async () => {
        const patienceEndsAt = performance.now() + drainPatienceMilliseconds;
        const isBusy = (): boolean =>
          invoker.inFlight() > 0 || pollers.isBusy() || options.isBusyElsewhere?.() === true;
        for (;;) {
          // Each count costs the queues time. So ask them only when nothing is running here.
          const completedBefore = invoker.completed();
          if (!isBusy()) {
            const { toDo, waiting } = await pollers.backlog();
            // A message may have reached a queue after that queue was counted.
            if (toDo === 0 && !isBusy() && invoker.completed() === completedBefore) return { waiting };
          }
          if (performance.now() > patienceEndsAt) {
            throw new ServiceError(
              'unreachable',
              'The queues are still not empty after a minute. See the log in REVISIT_HOME.',
            );
          }
          await delay(5);
        }
      },
      backlog: () => pollers.backlog(),
      stop: async (stopOptions = { abandonPolls: false }) => {
        schedule?.stop();
        await Promise.all([front.stop(), pollers.stop(stopOptions)]);
      },
    };
  } catch (error) {
    await front.stop();
    throw error;
  }
}

const drainPatienceMilliseconds = 60_000;
