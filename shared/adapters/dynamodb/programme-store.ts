import { shippedProgrammes } from '../../contracts/shipped-programmes.ts';
import type { Programmes } from '../../ports/programmes.ts';
import type { Table } from './table.ts';

export function createProgrammeStore(_table: Table): Programmes {
  return {
    version: (id, version) => {
      const shipped = shippedProgrammes.get(id);
      return Promise.resolve(shipped?.version === version ? shipped : undefined);
    },
    list: () => Promise.resolve([...shippedProgrammes.values()]),
  };
}
