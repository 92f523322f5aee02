import { shippedProgrammes } from '../../contracts/shipped-programmes.ts';
import type { Programmes } from '../../ports/programmes.ts';

/** Knows the programmes that Revisit comes with. */
export function createProgrammeStore(): Programmes {
  return {
    version: (id, version) => {
      const shipped = shippedProgrammes.get(id);
      return Promise.resolve(shipped?.version === version ? shipped : undefined);
    },
    list: () => Promise.resolve([...shippedProgrammes.values()]),
  };
}
