import { startEmulators } from '../../local/emulators/start-emulators.ts';
import { measureRequests } from '../../test/requests/measure-requests.ts';
import type { Measurement as MeasuredWork } from '../../test/requests/measured-service.ts';
import { figure, type Figure, type Measurement } from '../figure.ts';

interface Goals {
  readonly id: string;
  readonly work: (measured: MeasuredWork) => boolean;
  readonly requests: { readonly most: number; readonly floor: number };
  readonly writeUnits?: { readonly most: number; readonly floor?: number };
}

/**
 * The floors are counted on paper. An idle sweep asks what is due, proves that it may send, and leaves a heartbeat. An email
 * needs its facts, its claim, the send and the record that it left.
 */
const goals: readonly Goals[] = [
  {
    id: 'requests.idle-sweep',
    work: ({ group, title }) => group === 'A sweep' && title === 'nothing is due',
    requests: { most: 4, floor: 3 },
  },
  {
    id: 'requests.email',
    work: ({ group }) => group === 'One email',
    requests: { most: 16, floor: 4 },
    writeUnits: { most: 18, floor: 6 },
  },
  {
    id: 'requests.send-notices',
    work: ({ group, title }) => group === 'One email' && title.startsWith('send-notices'),
    requests: { most: 9, floor: 3 },
    writeUnits: { most: 10 },
  },
];

export const requests: Measurement = {
  title: 'the requests and units of a sweep with nothing due, of one email and of the digest',
  measure: async () => {
    const emulators = await startEmulators({ environment: process.env });
    try {
      return figuresOf(await measureRequests(emulators.endpoints));
    } finally {
      await emulators.stop();
    }
  },
};

function figuresOf(measured: readonly MeasuredWork[]): Figure[] {
  return [
    ...goals.flatMap(({ id, work, requests: { most, floor }, writeUnits }) => {
      const cost = sumOf(measured.filter(work));
      return [
        figure({ id, goal: `<= ${most}`, measured: cost.requests, floor, unit: 'requests' }),
        figure({
          id: `${id}.read-units`,
          goal: 'for comparison',
          measured: cost.readUnits,
          unit: 'read units',
        }),
        figure({
          id: `${id}.write-units`,
          goal: writeUnits === undefined ? 'for comparison' : `<= ${writeUnits.most}`,
          measured: cost.writeUnits,
          ...(writeUnits?.floor === undefined ? {} : { floor: writeUnits.floor }),
          unit: 'write units',
        }),
      ];
    }),
    ...measured
      .filter(({ group }) => group === 'The digest')
      .map((work) =>
        figure({
          id: `requests.digest, ${work.title.split(':')[0] ?? ''}`,
          goal: 'follows what is said',
          measured: sumOf([work]).readUnits,
          unit: 'read units',
        }),
      ),
  ];
}

function sumOf(work: readonly MeasuredWork[]): { requests: number; readUnits: number; writeUnits: number } {
  const sum = { requests: 0, readUnits: 0, writeUnits: 0 };
  for (const { counts, readUnits, writeUnits } of work) {
    for (const count of counts.values()) sum.requests += count;
    sum.readUnits += readUnits;
    sum.writeUnits += writeUnits;
  }
  return sum;
}
