import causeOfConcernFile from '../../data/programmes/cause-of-concern.json' with { type: 'json' };
import ncpiFile from '../../data/programmes/ncpi.json' with { type: 'json' };
import type { Programme, RolePart } from '../domain/programme.ts';
import { programmeSchema } from './programme.ts';

/** The programmes that Revisit comes with, by id. Each went through the same check as a file of an admin. */
export const shippedProgrammes: ReadonlyMap<string, Programme> = new Map(
  [ncpiFile, causeOfConcernFile].map((file) => {
    const programme = programmeSchema.parse(file);
    return [programme.id, programme];
  }),
);

/** Returns the part of a role by the programmes that Revisit comes with. */
export function shippedPartOf(role: string): RolePart | undefined {
  for (const { roles } of shippedProgrammes.values()) {
    const known = roles.find(({ id }) => id === role);
    if (known !== undefined) return known.part;
  }
  return undefined;
}
