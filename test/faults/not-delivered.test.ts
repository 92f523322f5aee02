import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { metricNames } from '../../shared/contracts/metrics.ts';
import { noticeStatus } from '../../shared/domain/notice.ts';
import { addressOf, aForceToAsk, anInspectorate, MORNING, OWNER_ADDRESS } from './a-force.ts';
import { createFaultyStack, sweepAt, type FaultyStack } from './faulty-stack.ts';
import type { Fault } from './fault-proxy.ts';
import { refusedBySes } from './faults-of-services.ts';
import type { SendPath } from './send-path.ts';

describe('an email that did not leave, or did not arrive', () => {
  let faulty: FaultyStack;
  let path: SendPath;
  let measured: Map<string, number>;

  beforeEach(async () => {
    faulty = await createFaultyStack();
    measured = new Map();
    path = faulty.functions((service) => ({
      ...service,
      metrics: {
        count: (name, value) => {
          measured.set(name, value);
        },
        publish: () => undefined,
      },
    }));
    await anInspectorate(path.service);
    await aForceToAsk(path.service);
  });
  afterEach(() => faulty.stop());

  const take = (step: Parameters<SendPath['take']>[0]) => path.take(step);
  const statusesShown = async () =>
    (await path.service.ledger.problems()).map(({ facts }) => noticeStatus(facts));
  const sesMeets = (fault: Fault): void => {
    faulty.interfere({ before: ({ service }) => (service === 'ses' ? fault : undefined) });
  };

  it('because the account is in the SES sandbox: failed, with SES’s reason, no address in the log, and an alarm (F14, F19)', async () => {
    faulty.stack.sesDoor.setBehaviour(addressOf('lead'), 'unverified');
    await sweepAt(MORNING, { faulty, take });
    expect(await statusesShown()).toEqual(['failed']);
    const [problem] = await path.service.ledger.problems();
    expect(problem?.reason).toContain('Email address is not verified');
    expect(path.log.join()).toContain('Email address is not verified');
    expect(path.log.join()).not.toContain('@');
    await sweepAt('2016-03-22T10:16:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesNotTaken)).toBe(1);
    expect(measured.get(metricNames.sweepRan)).toBe(1);
  });

  it('because sending is paused: failed, with the words that the alarm listens for (F14)', async () => {
    sesMeets(refusedBySes('AccountSendingPausedException'));
    await sweepAt(MORNING, { faulty, take });
    expect(await statusesShown()).toEqual(['failed']);
    expect(path.log.join('\n')).toContain('AccountSendingPausedException');
  });

  it.each(['suppressed', 'suppressed-by-account'] as const)(
    'because SES has it %s: suppressed, an alarm, and the owner told at once (F14)',
    async (behaviour) => {
      faulty.stack.sesDoor.setBehaviour(addressOf('lead'), behaviour);
      await sweepAt(MORNING, { faulty, take });
      expect(await statusesShown()).toEqual(['suppressed']);
      await sweepAt('2016-03-22T10:16:00Z', { faulty, take });
      expect(measured.get(metricNames.noticesNotTaken)).toBe(1);
      const told = (await faulty.stack.sesDoor.mails()).filter(({ destinations }) =>
        destinations.includes(OWNER_ADDRESS),
      );
      expect(told.length).toBeGreaterThanOrEqual(1);
    },
  );

  it('because SES took it and rejected it for its content: rejected, and an alarm (F14)', async () => {
    faulty.stack.sesDoor.setBehaviour(addressOf('lead'), 'reject');
    await sweepAt(MORNING, { faulty, take });
    expect(await statusesShown()).toEqual(['rejected']);
    await sweepAt('2016-03-22T10:16:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesNotTaken)).toBe(1);
  });

  it('or nobody knows: unknown, and an alarm that hears of it from the next sweep as well (F14)', async () => {
    sesMeets({ kind: 'lose-request' });
    await sweepAt(MORNING, { faulty, take });
    await sweepAt('2016-03-22T10:34:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
    await sweepAt('2016-03-22T10:49:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
    await sweepAt('2016-03-22T11:49:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(0);
  });

  it('or nobody knows, and the sweep that found out dies of something else: the alarm hears of it (F14)', async () => {
    sesMeets({ kind: 'lose-request' });
    await sweepAt(MORNING, { faulty, take });
    faulty.at('2016-03-22T10:34:00Z');
    faulty.interfere({
      before: ({ action, body }) =>
        action === 'PutItem' && body.includes('HEARTBEATS') ? { kind: 'lose-request' } : undefined,
    });
    expect(await take('sweep')).toEqual({ taken: 0, failed: 1 });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
  });
});
