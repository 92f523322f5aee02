import { Temporal } from 'temporal-polyfill';
import { londonDate } from '../../shared/domain/dates.ts';
import PostalMime from 'postal-mime';
import { createHandler as createReceiveReply } from '../../functions/receive-reply/handler.ts';
import { createHandler as createRecordMailEvent } from '../../functions/record-mail-event/handler.ts';
import { createHandler as createSendDigest } from '../../functions/send-digest/handler.ts';
import { createHandler as createSendNotices } from '../../functions/send-notices/handler.ts';
import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { startRunner, type Runner } from '../../local/runner/start-runner.ts';
import { createLineLog } from '../../shared/adapters/observability.ts';
import { wire, type Service } from '../../shared/wiring.ts';
import { createTestStack, type TestStack } from './emulators.ts';
import { handlersWith } from './handlers.ts';
import { createMarks } from './marks.ts';

/** An email as it arrives in the recipient's inbox. */
export interface ReceivedEmail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: Temporal.Instant;
}

/** The real handlers over the emulators, the queues between them, and a clock that a test moves. */
export interface RunningTestService {
  readonly stack: TestStack;
  readonly service: Service;
  readonly runner: Runner;
  /** Every line the functions logged. */
  readonly log: readonly string[];
  /** Moves the clock, runs the sweep as the schedule does, and waits until the queues are empty. */
  sweepAt(instant: string): Promise<void>;
  /** Sweeps at 10am London on each of these days. */
  sweepOn(days: readonly string[]): Promise<void>;
  /** Sweeps at 10am on each weekday until a day, and on that day. */
  sweepTo(day: string): Promise<void>;
  /**
   * Marks what is stored and sent, and the time of the clock. The answer restores all of it. So each test of a file can
   * begin at the mark, without a service of its own.
   */
  markPoint(): Promise<() => Promise<void>>;
  /** Returns everything that has left, oldest first. */
  inbox(): Promise<ReceivedEmail[]>;
  stop(): Promise<void>;
}

export async function startTestService(
  /** The time at which the clock starts, and whether the schedules start functions by themselves when the clock moves. */
  { asOf, timers = false }: { asOf?: string; timers?: boolean } = {},
): Promise<RunningTestService> {
  const stack = await createTestStack({ visibilitySeconds: 1 });
  if (asOf !== undefined) stack.clock.setAsOf(Temporal.Instant.from(asOf));
  const log: string[] = [];
  Object.assign(process.env, stack.environment);
  const service = wire(stack.environment, {
    functionName: 'test',
    log: createLineLog((line) => {
      log.push(line);
    }),
  });
  await service.settings.arm({ at: Temporal.Instant.from('2010-01-01T00:00:00Z') });
  const runner = await startRunner({
    createHandlers: () =>
      Promise.resolve(
        handlersWith({
          sweep: createSweep(service),
          'send-notices': createSendNotices(service),
          'record-mail-event': createRecordMailEvent(service),
          'receive-reply': createReceiveReply(service),
          'send-digest': createSendDigest(service),
        }),
      ),
    clock: stack.clock,
    sqs: stack.clients.sqs,
    queueUrls: stack.resources.queueUrls,
    timers,
    log: (line) => log.push(line),
    isBusyElsewhere: () => stack.sesDoor.isBusy(),
  });

  const marks = createMarks({ stack, runner });
  const sweepAt = async (instant: string): Promise<void> => {
    stack.clock.setAsOf(Temporal.Instant.from(instant));
    await runner.invoke('sweep');
    await runner.drain();
  };
  const sweepAtTen = (day: string): Promise<void> =>
    sweepAt(Temporal.ZonedDateTime.from(`${day}T10:00[Europe/London]`).toInstant().toString());

  return {
    stack,
    service,
    runner,
    log,
    sweepAt,
    sweepOn: async (days) => {
      for (const day of days) await sweepAtTen(day);
    },
    sweepTo: async (day) => {
      let on = londonDate(stack.clock.now());
      while (Temporal.PlainDate.compare(on, day) < 0) {
        on = on.add({ days: 1 });
        if (on.dayOfWeek <= 5 || on.toString() === day) await sweepAtTen(on.toString());
      }
    },
    markPoint: () => marks.mark(),
    inbox: async () => {
      const envelopes = await marks.mails();
      return Promise.all(
        envelopes.map(async (envelope) => {
          const parsed = await PostalMime.parse(await stack.sesDoor.readMail(envelope.id));
          return {
            to: envelope.destinations.join(', '),
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            sentAt: Temporal.Instant.from(envelope.acceptedAt),
          };
        }),
      );
    },
    stop: async () => {
      await runner.stop({ abandonPolls: true });
      await stack.stop();
    },
  };
}
