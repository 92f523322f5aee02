import { type PlainDate, formatDate, isAfter } from '../../domain/dates.ts';
import type { Body } from '../../domain/body.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { People } from '../../ports/people.ts';
import { findBody } from '../finding/find-body.ts';

/**
 * Gives a body a new name from a given day. Earlier reports stay under the old name.
 *
 * @throws ServiceError `not-found`.
 * @throws ServiceError `recorded-already` if the body has the name from another day, `wrong-state` if a later name is
 * recorded.
 */
export async function renameBody(
  dependencies: { people: People; clock: Clock },
  renaming: { body: string; name: string; from: PlainDate; by: string },
): Promise<{ body: Body; changed: boolean }> {
  const { people, clock } = dependencies;
  const body = await findBody(dependencies, renaming.body);
  const latest = body.names.at(-1);
  if (latest?.name === renaming.name) {
    if (latest.from?.equals(renaming.from) === true) return { body, changed: false };
    throw new ServiceError(
      'recorded-already',
      `${body.id} is already called ${latest.name} ${latest.from === undefined ? 'from the beginning' : `from ${formatDate(latest.from)}`}. Nothing was written.`,
      { field: 'from' },
    );
  }
  if (latest?.from !== undefined && !isAfter(renaming.from, latest.from)) {
    throw new ServiceError(
      'wrong-state',
      `${body.id} is called ${latest.name} from ${formatDate(latest.from)}. An earlier name cannot be added after it.`,
      { field: 'from' },
    );
  }
  const after: Body = { ...body, names: [...body.names, { name: renaming.name, from: renaming.from }] };
  await people.putBodies([after], {
    at: clock.now(),
    by: renaming.by,
    action: 'rename-body',
    summary: `${latest?.name ?? body.id} is called ${renaming.name} from ${formatDate(renaming.from)}.`,
  });
  return { body: after, changed: true };
}
