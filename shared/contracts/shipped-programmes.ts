import type { Programme, RolePart } from '../domain/programme.ts';
import { checkedProgrammes } from './checked-programmes.ts';

/** The programmes that Revisit comes with, by id. */
export const shippedProgrammes: ReadonlyMap<string, Programme> = new Map(
  checkedProgrammes.map((programme) => [programme.id, programme]),
);

/** Returns the part of a role by the programmes that Revisit comes with. */
export function shippedPartOf(role: string): RolePart | undefined {
  for (const { roles } of shippedProgrammes.values()) {
    const known = roles.find(({ id }) => id === role);
    if (known !== undefined) return known.part;
  }
  return undefined;
}
