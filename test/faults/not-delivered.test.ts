import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { metricNames } from '../../shared/contracts/metrics.ts';
import { noticeStatus } from '../../shared/domain/notice.ts';
import { addressOf, aBodyToAsk, anInspectorate, MORNING, OWNER_ADDRESS } from './a-force.ts';
import { createFaultyStack, sweepAt, type FaultyStack } from './faulty-stack.ts';
import type { Fault } from './fault-proxy.ts';
import { refusedBySes } from './faults-of-services.ts';
import type { SendPath } from './send-path.ts';

describe('an email that did not leave or did not arrive', () => {
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
    await aBodyToAsk(path.service);
  });
  afterEach(() => faulty.stop());

  const take = (step: Parameters<SendPath['take']>[0]) => path.take(step);
  const statusesShown = async () =>
    (await path.service.ledger.problems()).map(({ facts }) => noticeStatus(facts));
  const sesMeets = (fault: Fault): void => {
    faulty.interfere({ before: ({ service }) => (service === 'ses' ? fault : undefined) });
  };

  it('is marked as failed and raises an alarm when SES is in its sandbox, and the log holds no address (F14, F19)', async () => {
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

  it('is marked as failed and logs the words that the alarm looks for when sending is paused (F14)', async () => {
    sesMeets(refusedBySes('AccountSendingPausedException'));
    await sweepAt(MORNING, { faulty, take });
    expect(await statusesShown()).toEqual(['failed']);
    expect(path.log.join('\n')).toContain('AccountSendingPausedException');
  });

  it.each(['suppressed', 'suppressed-by-account'] as const)(
    'is marked as suppressed, raises an alarm and is reported to the owner when the address is %s (F14)',
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

  it('is marked as rejected and raises an alarm when SES took it and then rejected its content (F14)', async () => {
    faulty.stack.sesDoor.setBehaviour(addressOf('lead'), 'reject');
    await sweepAt(MORNING, { faulty, take });
    expect(await statusesShown()).toEqual(['rejected']);
    await sweepAt('2016-03-22T10:16:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesNotTaken)).toBe(1);
  });

  it('is marked as unknown and raises an alarm at this sweep and the next when SES gave no answer (F14)', async () => {
    sesMeets({ kind: 'lose-request' });
    await sweepAt(MORNING, { faulty, take });
    await sweepAt('2016-03-22T10:34:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
    await sweepAt('2016-03-22T10:49:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
    await sweepAt('2016-03-22T11:49:00Z', { faulty, take });
    expect(measured.get(metricNames.noticesUnknown)).toBe(0);
  });

  it('raises the alarm even when the sweep that marks it as unknown dies later in the same run (F14)', async () => {
    sesMeets({ kind: 'lose-request' });
    await sweepAt(MORNING, { faulty, take });
    faulty.at('2016-03-22T10:34:00Z');
    faulty.interfere({
      before: ({ action, body }) =>
        action === 'UpdateItem' && body.includes('HEARTBEATS') ? { kind: 'lose-request' } : undefined,
    });
    expect(await take('sweep')).toEqual({ taken: 0, failed: 1 });
    expect(measured.get(metricNames.noticesUnknown)).toBe(1);
  });
});
