import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { functionNames, serviceMap, type FunctionName, type Trigger } from '../../infra/service-map.ts';
import type { Clock } from '../../shared/ports/clock.ts';

const london = 'Europe/London';

type ScheduleTrigger = Extract<Trigger, { kind: 'schedule' }>;

/** Returns the latest time, up to now, at which a schedule fires. At 9:20am, a run every 15 minutes was last due at 9:15am. */
export function findLatestFiring(trigger: ScheduleTrigger, now: Temporal.Instant): Temporal.Instant {
  if (trigger.everyMinutes !== undefined) {
    const interval = trigger.everyMinutes * 60_000;
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / interval) * interval);
  }
  const time = Temporal.PlainTime.from(trigger.dailyAt ?? '00:00');
  const today = now.toZonedDateTimeISO(london).toPlainDate();
  const firing = (day: Temporal.PlainDate): Temporal.Instant =>
    day.toZonedDateTime({ timeZone: london, plainTime: time }).toInstant();
  const todays = firing(today);
  return Temporal.Instant.compare(todays, now) <= 0 ? todays : firing(today.subtract({ days: 1 }));
}

export interface DueSchedule {
  name: FunctionName;
  at: Temporal.Instant;
}

/**
 * Returns a function that lists the functions that became due since its last call.
 *
 * If the clock jumps over many times, a function becomes due only once, as after an outage of EventBridge. If the clock is
 * set back, nothing becomes due, and the next time ahead counts again.
 */
export function createSchedules(clock: Clock): () => DueSchedule[] {
  const schedules = functionNames.flatMap((name) => {
    const { trigger } = serviceMap.functions[name];
    return trigger.kind === 'schedule'
      ? [{ name, trigger, lastFiring: findLatestFiring(trigger, clock.now()) }]
      : [];
  });
  return () => {
    const now = clock.now();
    return schedules.flatMap((schedule) => {
      const at = findLatestFiring(schedule.trigger, now);
      const isAhead = Temporal.Instant.compare(at, schedule.lastFiring) > 0;
      schedule.lastFiring = at;
      return isAhead ? [{ name: schedule.name, at }] : [];
    });
  };
}

/** Fires the functions of the service map when the local clock reaches their time. */
export function startSchedule(options: {
  clock: Clock;
  fire: (name: FunctionName, event: unknown) => void;
}): { stop(): void } {
  const due = createSchedules(options.clock);
  const timer = setInterval(() => {
    for (const { name, at } of due()) options.fire(name, createScheduleEvent(name, at));
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Creates the event that EventBridge Scheduler sends if the schedule has no input of its own. */
export function createScheduleEvent(name: FunctionName, at: Temporal.Instant): Record<string, unknown> {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '000000000000',
    time: at.toString({ smallestUnit: 'second' }),
    region: 'eu-west-2',
    resources: [`arn:aws:scheduler:eu-west-2:000000000000:schedule/revisit-local/${name}`],
    detail: '{}',
  };
}
