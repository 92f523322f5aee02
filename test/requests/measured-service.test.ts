import { afterEach, describe, expect, inject, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts';
import { startMeasuredService, type MeasuredService } from './measured-service.ts';

const body = {
  id: 'essex',
  names: [{ name: 'Essex Police' }],
  nation: 'England',
  simulated: false,
} as const;

describe('the measured service', () => {
  let running: MeasuredService;
  let proxy: FaultProxy | undefined;
  afterEach(async () => {
    await running.stop();
    await proxy?.stop();
  });

  it('counts a write that was refused, with the units that DynamoDB bills for it (F44)', async () => {
    running = await startMeasuredService(inject('emulators'));
    const { people } = running.service;
    await people.putBody(body, { replace: false });
    await running.measure({ group: 'people', title: 'a force that is known' }, async () => {
      await people.putBody(body, { replace: false }).catch(() => undefined);
    });
    const [measured] = running.measurements;
    expect([...(measured?.counts ?? [])]).toEqual([['dynamodb PutItem forces, refused', 1]]);
    expect(measured?.writeUnits).toBe(1);
  });

  it('counts a request that the SDK repeated', async () => {
    const emulators = inject('emulators');
    let losesNext = false;
    proxy = await startFaultProxy({
      service: 'dynamodb',
      target: emulators.dynamodb,
      interference: () => ({
        before: ({ action }) => {
          if (action !== 'PutItem' || !losesNext) return undefined;
          losesNext = false;
          return { kind: 'lose-request' };
        },
      }),
    });
    running = await startMeasuredService({ ...emulators, dynamodb: proxy.endpoint });
    losesNext = true;
    await running.measure({ group: 'people', title: 'a force' }, async () => {
      await running.service.people.putBody(body, { replace: false });
    });
    expect(Object.fromEntries(running.measurements[0]?.counts ?? [])).toEqual({
      'dynamodb PutItem forces': 1,
      'dynamodb PutItem forces, unanswered': 1,
    });
  });
});
