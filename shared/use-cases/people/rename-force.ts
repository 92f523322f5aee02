import { type PlainDate, formatDate, isAfter } from '../../domain/dates.ts';
import type { Force } from '../../domain/force.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { People } from '../../ports/people.ts';
import { findForce } from '../finding/find-force.ts';

/**
 * Gives a force a new name from a given day. Earlier reports stay under the old name.
 *
 * @throws ServiceError `not-found`.
 * @throws ServiceError `recorded-already` if the force has the name from another day, `wrong-state` if a later name is
 * recorded.
 */
export async function renameForce(
  dependencies: { people: People; clock: Clock },
  renaming: { force: string; name: string; from: PlainDate; by: string },
): Promise<{ force: Force; changed: boolean }> {
  const { people, clock } = dependencies;
  const force = await findForce(dependencies, renaming.force);
  const latest = force.names.at(-1);
  if (latest?.name === renaming.name) {
    if (latest.from?.equals(renaming.from) === true) return { force, changed: false };
    throw new ServiceError(
      'recorded-already',
      `${force.id} is already called ${latest.name} ${latest.from === undefined ? 'from the beginning' : `from ${formatDate(latest.from)}`}. Nothing was written.`,
      { field: 'from' },
    );
  }
  if (latest?.from !== undefined && !isAfter(renaming.from, latest.from)) {
    throw new ServiceError(
      'wrong-state',
      `${force.id} is called ${latest.name} from ${formatDate(latest.from)}. An earlier name cannot be added after it.`,
      { field: 'from' },
    );
  }
  const after: Force = { ...force, names: [...force.names, { name: renaming.name, from: renaming.from }] };
  await people.putForces([after], {
    at: clock.now(),
    by: renaming.by,
    action: 'rename-force',
    summary: `${latest?.name ?? force.id} is called ${renaming.name} from ${formatDate(renaming.from)}.`,
  });
  return { force: after, changed: true };
}
