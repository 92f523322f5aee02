import { Temporal } from 'temporal-polyfill';
import { startEmulators } from '../../local/emulators/start-emulators.ts';
import { OFFICE_COUNTRY } from '../../shared/domain/country.ts';
import { planHoliday } from '../../shared/use-cases/clocks/change-calendar.ts';
import { planStretch } from '../../shared/use-cases/planning/plan-stretch.ts';
import { figure, type BenchOptions, type Figure, type Measurement } from '../figure.ts';
import { fillService, now } from '../filled-service.ts';

const SMALL = 1_000;

export const plan: Measurement = {
  title: 'how long it takes to plan a month, and to show what a bank holiday changes',
  measure: async ({ stored }: BenchOptions) => {
    const emulators = await startEmulators({ environment: process.env });
    try {
      const figures: Figure[] = [];
      // A plan says every email of every follow-up, so it cannot be flat. More than 10,000 tells nothing new.
      for (const size of new Set([SMALL, Math.min(stored, 10_000)])) {
        const { service, close } = await fillService(emulators.endpoints, {
          name: `plan-${size}`,
          stored: size,
        });
        const month = await seconds(() =>
          planStretch(service, { from: now, to: now.add({ hours: 24 * 30 }) }),
        );
        const on = Temporal.PlainDate.from('2016-06-08');
        const holiday = await seconds(() =>
          planHoliday(service, { on, title: 'Bench', country: OFFICE_COUNTRY }),
        );
        close();
        const goal = size === 10_000 ? '< 5' : 'for comparison';
        figures.push(
          figure({ id: `plan.month, ${size} stored`, goal, measured: month, unit: 's' }),
          figure({ id: `plan.bank-holiday, ${size} stored`, goal, measured: holiday, unit: 's' }),
        );
      }
      return figures;
    } finally {
      await emulators.stop();
    }
  },
};

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}
