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
  /** Called when the form's address is known, because emails carry it. */
  createHandlers: (formEndpoint: string) => Promise<Handlers>;
  clock: Clock;
  sqs: SQSClient;
  queueUrls: Record<QueueName, string>;
  /** Whether the schedules fire by themselves; without, functions run only when invoked or when a message comes. */
  timers: boolean;
  log: Log;
  formPort?: number;
  /** How long a poll waits for a message before it asks again, and so how long an orderly stop may take; absent: 10. */
  pollSeconds?: number;
  /** Whether something outside is still about to put messages on a queue. */
  isBusyElsewhere?: () => boolean;
}

export interface Runner {
  formEndpoint: string;
  /** Calls a function once, with the event of its schedule unless another is given, and gives back its answer. */
  invoke(name: FunctionName, event?: unknown): Promise<unknown>;
  /**
   * Waits until every queue is empty and nothing is under way. What failed and waits for its next try is not waited
   * for, but counted.
   *
   * @throws ServiceError `unreachable` when that takes longer than a minute.
   */
  drain(): Promise<{ waiting: number }>;
  /** Messages nobody has dealt with yet, and those that failed or were delayed and wait for their time. */
  backlog(): Promise<{ toDo: number; waiting: number }>;
  /** Ends after the work under way; at once, where the emulators are to end next. */
  stop(options?: { abandonPolls: boolean }): Promise<void>;
}

/** Lambda and its triggers on this machine: the same handlers, the same events, the same partial failures. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { clock, log } = options;
  let ready: Invoker | undefined;
  const front = await startFormFront({
    port: options.formPort,
    clock,
    invoker: () => ready,
  });
  try {
    const invoker = createInvoker(await options.createHandlers(front.endpoint), log);
    const pollers = await startQueuePollers({
      ...options,
      invoker,
      pollSeconds: options.pollSeconds ?? 10,
    });
    ready = invoker;
    const schedule = options.timers
      ? startSchedule({
          clock,
          fire: (name, event) => {
            // Its failure is logged; the next moment tries again.
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
          // The queues are asked only where nothing here is under way: each answer costs them time.
          const completedBefore = invoker.completed();
          if (!isBusy()) {
            const { toDo, waiting } = await pollers.backlog();
            // A message may come to a queue that was counted while it was on its way.
            if (toDo === 0 && !isBusy() && invoker.completed() === completedBefore) return { waiting };
          }
          if (performance.now() > patienceEndsAt) {
            throw new ServiceError('unreachable', 'The queues are still not empty after a minute.');
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
