import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WakeUp } from '../../shared/ports/wake-ups.ts';
import { sendNotices } from '../../shared/use-cases/sending/send-notices.ts';
import { sweep } from '../../shared/use-cases/sending/sweep.ts';
import { aBodyToAsk, anInspectorate } from '../faults/a-force.ts';
import { revisit } from '../support/command-line.ts';
import { startTestService, type RunningTestService } from '../support/running-service.ts';

/** Lists the changes that make the nudge of 12 April pointless, as commands that an admin types. */
const changes = {
  extended: (body: string) => `extend ${body} --to 2016-05-20 --reason "New lead" --yes`,
  paused: (body: string) => `pause ${body} --reason "Major incident" --yes`,
  withdrawn: (body: string) => `withdraw ${body} --reason "Recorded twice" --yes`,
  answered: (body: string) => `returns record ${body} --how letter --received-on 2016-04-11 --yes`,
  closed: (body: string) => `close-recommendation ${body} 1 --yes`,
} as const;

const NUDGE_DAY = '2016-04-12T09:01:00Z';
const kinds = Object.keys(changes);

/**
 * Covers failure F5. Somebody changes the follow-up after the decision and before the send. Each force was asked, and its
 * nudge is due.
 */
describe('a nudge that was decided before somebody changed the follow-up (F5)', () => {
  let running: RunningTestService;
  const bodies = kinds.flatMap((kind) => [`${kind}-before-sending`, `${kind}-at-the-claim`]);

  beforeAll(async () => {
    running = await startTestService();
    await anInspectorate(running.service);
    for (const forceId of [...bodies, 'unchanged']) await aBodyToAsk(running.service, { forceId });
    await running.sweepOn(['2016-03-22']);
    expect(await requestsTo('unchanged')).toBe(1);
    running.stack.clock.setAsOf(Temporal.Instant.from(NUDGE_DAY));
  });
  afterAll(() => running.stop());

  const mailsTo = async (forceId: string): Promise<string[]> => {
    const mails = (await running.inbox()).filter(({ to }) => to === `lead@${forceId}.example`);
    return mails.map(({ subject }) => subject);
  };
  /** Counts the emails that ask for the response: the request, and the nudge. */
  const requestsTo = async (forceId: string): Promise<number> =>
    (await mailsTo(forceId)).filter((subject) => subject.includes('By 19 April')).length;

  /** Counts the emails that take back what the request said. */
  const correctionsTo = async (forceId: string): Promise<number> =>
    (await mailsTo(forceId)).filter((subject) => /Changed:|Closed:/u.test(subject)).length;

  const change = async (kind: string, forceId: string): Promise<void> => {
    const line = Object.entries(changes).find(([name]) => name === kind)?.[1](forceId) ?? '';
    const { exitCode, err } = await revisit(line, running.stack);
    expect([exitCode, err]).toEqual([0, '']);
  };

  it('leaves when nothing was changed', async () => {
    await sendNotices(running.service, { forceId: 'unchanged', recipientId: 'lead' });
    await running.runner.drain();
    expect(await requestsTo('unchanged')).toBe(2);
  });

  it.each(kinds)('does not leave when the follow-up was %s after the sweep', async (kind) => {
    const forceId = `${kind}-before-sending`;
    const woken: WakeUp[] = [];
    const wakeUps = {
      send: (sent: readonly WakeUp[]) => {
        woken.push(...sent.filter((wakeUp) => wakeUp.forceId === forceId));
        return Promise.resolve();
      },
    };
    await running.service.followUps.askForAttention(
      `${forceId}-ncpi-2016-03-08`,
      Temporal.Instant.from(NUDGE_DAY),
    );
    await sweep({ ...running.service, wakeUps });
    expect(woken).toEqual([{ forceId, recipientId: 'lead' }]);
    await change(kind, forceId);
    for (const wakeUp of woken) await sendNotices(running.service, wakeUp);
    await running.runner.drain();
    expect(await requestsTo(forceId)).toBe(1);
    expect(await correctionsTo(forceId)).toBe(kind === 'answered' ? 0 : 1);
  });

  it.each(kinds)(
    'does not leave when the follow-up was %s just before the sender claimed the nudge',
    async (kind) => {
      const forceId = `${kind}-at-the-claim`;
      const { ledger } = running.service;
      const outcomes: string[] = [];
      const interrupted: typeof ledger = {
        ...ledger,
        claim: async (claim) => {
          if (outcomes.length === 0) await change(kind, forceId);
          const outcome = await ledger.claim(claim);
          outcomes.push(outcome);
          return outcome;
        },
      };
      await sendNotices({ ...running.service, ledger: interrupted }, { forceId, recipientId: 'lead' });
      await running.runner.drain();
      expect(outcomes[0]).toBe('stale');
      expect(await requestsTo(forceId)).toBe(1);
      expect(await correctionsTo(forceId)).toBe(kind === 'answered' ? 0 : 1);
    },
  );
});
