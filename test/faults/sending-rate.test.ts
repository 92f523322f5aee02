import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPace } from '../../shared/adapters/pace.ts';
import { sendNotices } from '../../shared/use-cases/sending/send-notices.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';
import { aBodyToAsk, anInspectorate, MORNING } from './a-force.ts';

/** Covers failure F3, for the rate of SES. A refusal for the rate would come back five times and become a dead letter. */
describe('senders that work at once', () => {
  let running: RunningTestService;

  beforeEach(async () => {
    running = await startTestService();
    await anInspectorate(running.service);
    running.stack.clock.setAsOf(Temporal.Instant.from(MORNING));
  });
  afterEach(() => running.stop());

  it.each([
    { rate: 1, emails: 4 },
    { rate: 14, emails: 40 },
  ])(
    'keep the rate of $rate a second together, and no email is refused or lost (F3)',
    async ({ rate, emails }) => {
      const bodies = Array.from({ length: emails }, (_, index) => `body-${index + 1}`);
      for (const forceId of bodies) await aBodyToAsk(running.service, { forceId });
      running.stack.sesDoor.setRate(rate);
      const senders = 2;
      const share = (rate * 0.8) / senders;
      const outcomes = await Promise.all(
        Array.from({ length: senders }, async (_, sender) => {
          const dependencies = { ...running.service, pace: createPace(share) };
          const own = bodies.filter((__, index) => index % senders === sender);
          return Promise.all(
            own.map((forceId) => sendNotices(dependencies, { forceId, recipientId: 'lead' })),
          );
        }),
      );
      expect(outcomes.flat(2)).toEqual(bodies.map(() => 'accepted'));
      await running.runner.drain();
      expect((await running.inbox()).length).toBe(emails);
    },
  );

  it('would be refused without a pace (F3)', async () => {
    const bodies = ['one', 'two', 'three'];
    for (const forceId of bodies) await aBodyToAsk(running.service, { forceId });
    running.stack.sesDoor.setRate(1);
    const sent = await Promise.allSettled(
      bodies.map((forceId) => sendNotices(running.service, { forceId, recipientId: 'lead' })),
    );
    expect(sent.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});
