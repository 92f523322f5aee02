import type { Programmes } from '../../shared/ports/programmes.ts';
import { shippedProgrammes } from '../../shared/contracts/shipped-programmes.ts';
import {
  findRoundRule,
  type DutyRule,
  type Programme,
  type RoleRule,
  type RoundRule,
} from '../../shared/domain/programme.ts';

/** Knows only the programmes that ship. */
export const shippedOnly: Programmes = {
  version: (id, version) => {
    const programme = shippedProgrammes.get(id);
    return Promise.resolve(programme?.version === version ? programme : undefined);
  },
  versions: () => Promise.resolve(Array.from(shippedProgrammes.values(), (programme) => ({ programme }))),
  list: () => Promise.resolve([...shippedProgrammes.values()]),
  add: () => Promise.resolve(false),
  retire: () => Promise.resolve(),
};

/** The National Child Protection Inspection programme, as it ships. */
export const ncpi: Programme = shipped('ncpi');

/** Returns a programme that ships with Revisit. */
export function shipped(id: string): Programme {
  const programme = shippedProgrammes.get(id);
  if (programme === undefined) throw new Error(`No programme ${id} ships.`);
  return programme;
}

/** Returns a round of the National Child Protection Inspection programme. */
export function ncpiRound(id: string): RoundRule {
  const rule = findRoundRule(ncpi, id);
  if (rule === undefined) throw new Error(`The programme has no round ${id}.`);
  return rule;
}

/** The statutory duty in the National Child Protection Inspection programme. */
export const ncpiDuty: DutyRule =
  ncpi.milestones.flatMap((rule) => (rule.kind === 'duty' ? [rule] : []))[0] ?? missing();

/** Returns roles of the National Child Protection Inspection programme. */
export function rolesNamed(...ids: readonly string[]): RoleRule[] {
  return ids.map((id) => ncpi.roles.find((role) => role.id === id) ?? missing());
}

function missing(): never {
  throw new Error('The programme has no such part.');
}

/** The ids of the rounds of the National Child Protection Inspection programme. */
export const ncpiRoundIds: readonly string[] = ncpi.milestones.flatMap(({ id, kind }) =>
  kind === 'round' ? [id] : [],
);
