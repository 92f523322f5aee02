import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalClock, type LocalClock } from '../../../local/clock.ts';
import { createSchedules, findLatestFiring, startSchedule } from '../../../local/runner/schedule.ts';

describe('the last moment a schedule was due', () => {
  test.each([
    ['2016-03-08T09:20:00Z', '2016-03-08T09:15:00Z'],
    ['2016-03-08T09:15:00Z', '2016-03-08T09:15:00Z'],
    ['2016-03-08T09:14:59.999Z', '2016-03-08T09:00:00Z'],
  ])('is found for a schedule of every 15 minutes: asked at %s, the answer is %s', (now, due) => {
    const trigger = { kind: 'schedule', expression: 'rate(15 minutes)', everyMinutes: 15 } as const;
    expect(findLatestFiring(trigger, Temporal.Instant.from(now)).toString()).toBe(due);
  });

  test.each([
    ['2016-03-08T09:00:00Z', '2016-03-08T09:00:00Z'],
    ['2016-03-08T08:59:59Z', '2016-03-07T09:00:00Z'],
    // In summer 9am in London is 8am UTC, from the day on which the clocks change.
    ['2016-03-27T08:00:00Z', '2016-03-27T08:00:00Z'],
    ['2016-03-27T07:59:00Z', '2016-03-26T09:00:00Z'],
    ['2016-10-30T08:30:00Z', '2016-10-29T08:00:00Z'],
  ])('is found for a schedule of 9am London time each day: asked at %s, the answer is %s', (now, due) => {
    const trigger = { kind: 'schedule', expression: 'cron(0 9 * * ? *)', dailyAt: '09:00' } as const;
    expect(findLatestFiring(trigger, Temporal.Instant.from(now)).toString()).toBe(due);
  });
});

describe('the schedules on the local clock', () => {
  let directory: string;
  let clock: LocalClock;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'revisit-test-'));
    clock = openLocalClock(join(directory, 'clock.json'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('make each function due once when the clock jumps over days', () => {
    clock.setAsOf(Temporal.Instant.from('2016-03-08T08:01:00Z'));
    const due = createSchedules(clock);
    expect(due()).toEqual([]);
    clock.setAsOf(Temporal.Instant.from('2016-03-11T10:01:00Z'));
    expect(due().map(({ name, at }) => [name, at.toString()])).toEqual([
      ['sweep', '2016-03-11T10:00:00Z'],
      ['send-digest', '2016-03-11T09:00:00Z'],
      ['apply-retention', '2016-03-11T03:00:00Z'],
    ]);
    expect(due()).toEqual([]);
  });

  test('make nothing due after the clock is set back, until it passes the next scheduled moment', () => {
    clock.setAsOf(Temporal.Instant.from('2016-03-11T10:01:00Z'));
    const due = createSchedules(clock);
    clock.setAsOf(Temporal.Instant.from('2016-03-10T10:01:00Z'));
    expect(due()).toEqual([]);
    clock.setAsOf(Temporal.Instant.from('2016-03-10T10:15:00Z'));
    expect(due().map(({ name }) => name)).toEqual(['sweep']);
  });

  test('start a function when its moment comes', async () => {
    clock.setAsOf(Temporal.Instant.from('2016-03-08T10:14:59.9Z'));
    const fired: string[] = [];
    const schedule = startSchedule({ clock, fire: (name) => fired.push(name) });
    await expect.poll(() => fired, { timeout: 3000 }).toEqual(['sweep']);
    schedule.stop();
  });
});
