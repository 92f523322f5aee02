import { measureColdStarts } from '../../infra/size.ts';
import { figure, type BenchOptions, type Figure, type Measurement } from '../figure.ts';

export const coldStart: Measurement = {
  title: 'the import of each function, beside a handler with only the client of DynamoDB',
  measure: async ({ runs }: BenchOptions): Promise<Figure[]> =>
    (await measureColdStarts({ runs })).map(({ built, ours, bare }) =>
      figure({
        id: `cold-start.${built.name}`,
        goal: '<= 1.75',
        measured: ours,
        floor: bare,
        unit: 'ms of processor time',
      }),
    ),
};
