import type { AuditEntry } from '../../domain/audit.ts';
import type { Force } from '../../domain/force.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { People } from '../../ports/people.ts';

export interface ForceToImport {
  /** The line number in the file. */
  readonly line: number;
  readonly force: Force;
}

export interface ImportedForces {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Adds forces and updates the known ones, all or none. The same file again changes nothing. With `check`, writes
 * nothing. Does not replace a force's name, because names are history. `force rename` adds a name from a given day.
 *
 * @throws ServiceError `bad-input`, with the lines that are wrong.
 */
export async function importForces(
  { people, clock }: { people: People; clock: Clock },
  { forces: rows, by, check }: { forces: readonly ForceToImport[]; by: string; check: boolean },
): Promise<ImportedForces> {
  const forces = withTheirNames(rows);
  refuseTwice(forces);
  const known = new Map((await people.forces()).map((force) => [force.id, force]));
  const problems = forces.flatMap(({ line, force }) => {
    const existing = known.get(force.id);
    return existing === undefined || hasHadNames(existing, force)
      ? []
      : [
          {
            where: `line ${line}, name`,
            problem: `${force.id} is known as ${existing.names.at(-1)?.name ?? force.id}. To record a new name, use revisit force rename ${force.id} "${force.names.at(-1)?.name ?? ''}" --from <date>.`,
          },
        ];
  });
  if (problems.length > 0) {
    throw new ServiceError('bad-input', 'Nothing was imported, because a force has another name.', {
      particulars: problems,
    });
  }
  const merged = forces.map(({ force }) => {
    const existing = known.get(force.id);
    const after = existing === undefined ? force : { ...force, names: existing.names };
    return { after, existing };
  });
  const added = merged.filter(({ existing }) => existing === undefined);
  const changed = merged.filter(({ existing, after }) => existing !== undefined && !isSame(existing, after));
  const written = [...added, ...changed].map(({ after }) => after);
  const audit: AuditEntry = {
    at: clock.now(),
    by,
    action: 'import-forces',
    summary: `${added.length} forces were added, ${changed.length} changed.`,
  };
  if (written.length > 0 && !check) await people.putForces(written, audit);
  const ids = (list: typeof merged): string[] => list.map(({ after }) => after.id);
  return {
    added: ids(added),
    changed: ids(changed),
    unchanged: ids(merged.filter((one) => !added.includes(one) && !changed.includes(one))),
  };
}

/** Joins the two lines of a force that has changed its name. The later line gives the day of the new name. */
function withTheirNames(rows: readonly ForceToImport[]): ForceToImport[] {
  const forces: ForceToImport[] = [];
  for (const row of rows) {
    const earlier = forces.findIndex(({ force }) => force.id === row.force.id);
    const known = forces[earlier];
    const isNewName = row.force.names.every(
      ({ name, from }) =>
        from !== undefined && known?.force.names.every((dated) => dated.name !== name) === true,
    );
    if (known === undefined || !isNewName) forces.push(row);
    else {
      const names = [...known.force.names, ...row.force.names];
      forces[earlier] = { ...known, force: { ...known.force, names } };
    }
  }
  return forces;
}

function refuseTwice(forces: readonly ForceToImport[]): void {
  const lines = new Map<string, number>();
  const particulars = forces.flatMap(({ line, force }) => {
    const earlier = lines.get(force.id);
    lines.set(force.id, earlier ?? line);
    return earlier === undefined
      ? []
      : [{ where: `line ${line}, id`, problem: `${force.id} is already on line ${earlier}.` }];
  });
  if (particulars.length > 0) {
    throw new ServiceError('bad-input', 'Nothing was imported, because the file has a force twice.', {
      particulars,
    });
  }
}

/**
 * Tells whether a force has had the imported names. An older name is not a rename, because the file may be older than
 * the force's latest name.
 */
function hasHadNames(existing: Force, imported: Force): boolean {
  return imported.names.every(({ name }) => existing.names.some((dated) => dated.name === name));
}

function isSame(left: Force, right: Force): boolean {
  return (
    left.kind === right.kind &&
    left.nation === right.nation &&
    left.region === right.region &&
    left.pfaCode === right.pfaCode &&
    left.simulated === right.simulated
  );
}
