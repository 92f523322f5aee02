import type { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeStatus } from '../../shared/domain/notice.ts';
import type { Service } from '../../shared/wiring.ts';
import { addressOf, aBodyToAsk, anInspectorate } from './a-force.ts';
import { createFaultyStack, sweepAt, workUntilRest, type FaultyStack } from './faulty-stack.ts';
import type { SendPath } from './send-path.ts';

/** Starts the functions on a machine whose clock is wrong by this many minutes. */
function skewed(minutes: number): (service: Service) => Service {
  return (service) => ({
    ...service,
    clock: { now: (): Temporal.Instant => service.clock.now().add({ minutes }) },
  });
}

describe('Revisit on machines whose clocks disagree', () => {
  let faulty: FaultyStack;
  let path: SendPath;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    path = faulty.functions();
    await anInspectorate(path.service);
    await aBodyToAsk(path.service);
  });
  afterEach(() => faulty.stop());

  const mailed = async () =>
    (await faulty.stack.sesDoor.mails()).map(({ destinations }) => destinations.join());
  const requestStatus = async () => {
    const { notices } = await path.service.followUps.load('loamshire-ncpi-2016-03-08');
    return notices.filter(({ rungId }) => rungId === 'request').map(({ facts }) => noticeStatus(facts));
  };

  it.each([-60, 60])(
    "sends an email once when the sender's clock is %d minutes off and a sweep thinks the sender is dead (F3)",
    async (minutes) => {
      faulty.at('2016-03-22T12:00:00Z');
      const sender = faulty.functions(skewed(minutes));
      await path.take('sweep');
      const seen: string[][] = [];
      faulty.interfere({
        before: async ({ action }) => {
          if (action !== 'SendRawEmail') return undefined;
          // Sets the clock between the claim and the send. A sweep that sees a claim of an hour ago thinks its sender is
          // dead.
          await path.service.followUps.askForAttention('loamshire-ncpi-2016-03-08', path.service.clock.now());
          await path.take('sweep');
          seen.push(await requestStatus());
          return undefined;
        },
      });
      await sender.take('outgoing');
      await workUntilRest(path.take, faulty);
      for (const time of ['12:31', '13:02', '14:30']) {
        await sweepAt(`2016-03-22T${time}:00Z`, { faulty, take: path.take });
      }
      expect(seen).toEqual([[minutes < 0 ? 'unknown' : 'claimed']]);
      expect(await mailed()).toEqual([addressOf('lead')]);
      expect(await requestStatus()).toEqual(['delivered']);
      expect(await path.service.ledger.problems()).toEqual([]);
    },
  );

  it('sends nothing again and loses nothing when a clock is set back an hour (F3)', async () => {
    await sweepAt('2016-03-22T10:05:00Z', { faulty, take: path.take });
    await aBodyToAsk(path.service, { forceId: 'northshire' });
    for (const time of ['09:05', '09:30', '10:04', '10:06', '10:40', '11:20']) {
      await sweepAt(`2016-03-22T${time}:00Z`, { faulty, take: path.take });
    }
    expect((await mailed()).sort()).toEqual([addressOf('lead'), addressOf('lead', 'northshire')]);
  });

  it("sends nothing early and loses nothing when the sweep's clock is ahead of the sender's (F3)", async () => {
    const early = faulty.functions(skewed(30));
    // It is 10:05 for the sweep and 9:35 for the sender. The sender's time is before the hour at which emails leave.
    faulty.at('2016-03-22T09:35:00Z');
    await early.take('sweep');
    await workUntilRest(path.take, faulty);
    expect(await mailed()).toEqual([]);
    for (const time of ['09:50', '10:05', '10:20', '10:35']) {
      faulty.at(`2016-03-22T${time}:00Z`);
      await early.take('sweep');
      await workUntilRest(path.take, faulty);
    }
    expect(await mailed()).toEqual([addressOf('lead')]);
  });
});
