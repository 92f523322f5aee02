import { startEmulators, type EmulatorEndpoints } from '../../local/emulators/start-emulators.ts';
import { sweep as runSweep } from '../../shared/use-cases/sending/sweep.ts';
import type { WakeUp } from '../../shared/ports/wake-ups.ts';
import { figure, type BenchOptions, type Figure, type Measurement } from '../figure.ts';
import { fillService, firstEmails } from '../filled-service.ts';
import { startMeteringProxy } from '../metering-proxy.ts';

const DUE = 100;
const SIZES = [300, 1_000, 10_000, 100_000, 1_000_000];

interface SweepCost {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly wakeUps: number;
  readonly people: number;
}

export const sweep: Measurement = {
  title: 'a sweep with 100 follow-ups due, while the number of stored ones grows',
  measure: async ({ stored }: BenchOptions) => {
    const emulators = await startEmulators({ environment: process.env });
    try {
      const figures: Figure[] = [];
      let first: SweepCost | undefined;
      for (const size of SIZES.filter((one) => one <= stored)) {
        const cost = await measureSweep(emulators.endpoints, size);
        first ??= cost;
        figures.push(...figuresOf(cost, { first, size }));
      }
      return figures;
    } finally {
      await emulators.stop();
    }
  },
};

function figuresOf(cost: SweepCost, { first, size }: { first: SweepCost; size: number }): Figure[] {
  const flat = (unit: 'requests' | 'readUnits' | 'writeUnits'): Figure =>
    figure({
      id: `sweep.${unit}, ${size} stored`,
      goal: 'ratio <= 1.02',
      measured: cost[unit],
      floor: first[unit],
      unit: unit === 'requests' ? 'requests' : `${unit.replace('Units', '')} units`,
    });
  return [
    flat('requests'),
    flat('readUnits'),
    flat('writeUnits'),
    figure({
      id: `sweep.wake-ups, ${size} stored`,
      goal: 'ratio 1',
      measured: cost.wakeUps,
      floor: cost.people,
      unit: 'messages',
    }),
  ];
}

async function measureSweep(endpoints: EmulatorEndpoints, stored: number): Promise<SweepCost> {
  const proxy = await startMeteringProxy(endpoints.dynamodb);
  const { service, close } = await fillService(endpoints, {
    name: `sweep-${stored}`,
    stored,
    due: DUE,
    course: firstEmails,
    dynamodb: proxy.endpoint,
  });
  try {
    const before = { ...proxy.total() };
    const sent: WakeUp[] = [];
    await runSweep({
      ...service,
      wakeUps: {
        send: async (wakeUps) => {
          sent.push(...wakeUps);
          await service.wakeUps.send(wakeUps);
        },
      },
    });
    const after = proxy.total();
    return {
      requests: after.requests - before.requests,
      readUnits: after.readUnits - before.readUnits,
      writeUnits: after.writeUnits - before.writeUnits,
      wakeUps: sent.length,
      people: new Set(sent.map(({ forceId, recipientId }) => `${forceId} ${recipientId}`)).size,
    };
  } finally {
    close();
    await proxy.stop();
  }
}
