import { describe, expect, it } from 'vitest';
import { createPace } from '../../shared/adapters/pace.ts';

/** A time that passes only while somebody waits. */
function virtualTime(): {
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  pass: (ms: number) => void;
} {
  let at = 0;
  return {
    now: () => at,
    sleep: (milliseconds) => {
      at = Math.max(at, at + milliseconds);
      return Promise.resolve();
    },
    pass: (milliseconds) => {
      at += milliseconds;
    },
  };
}

describe('the pace of a sender', () => {
  it.each([1, 5.6, 14])('keeps %s emails a second, however many ask at once', async (perSecond) => {
    const begun: number[] = [];
    const waits: number[] = [];
    const pace = createPace(perSecond, {
      now: () => 0,
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await pace.turn();
        begun.push(1);
      }),
    );
    expect(begun).toHaveLength(20);
    expect(waits.map((wait) => Math.round((wait * perSecond) / 1000))).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 1),
    );
  });

  it('lets nobody wait after a pause, and saves no turns up', async () => {
    const time = virtualTime();
    const pace = createPace(2, time);
    await pace.turn();
    time.pass(10_000);
    await pace.turn();
    expect(time.now()).toBe(10_000);
    await pace.turn();
    expect(time.now()).toBe(10_500);
  });

  it('moves its turns after a refusal, because another process may have had the same ones', async () => {
    const time = virtualTime();
    const pace = createPace(2, { ...time, random: () => 0.5 });
    await pace.turn();
    expect(pace.refused()).toBe(true);
    await pace.turn();
    expect(time.now()).toBe(750);
    expect(createPace(undefined).refused()).toBe(false);
  });

  it('holds nobody up without a rate', async () => {
    const time = virtualTime();
    const pace = createPace(undefined, time);
    for (let turn = 0; turn < 100; turn += 1) await pace.turn();
    expect(time.now()).toBe(0);
  });
});
