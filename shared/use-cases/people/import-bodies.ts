import type { AuditEntry } from '../../domain/audit.ts';
import type { Body } from '../../domain/body.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { People } from '../../ports/people.ts';

export interface BodyToImport {
  /** The line number in the file. */
  readonly line: number;
  readonly body: Body;
}

export interface ImportedBodies {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Adds bodies and updates the known ones, all or none. The same file again changes nothing. With `check`, writes
 * nothing. Does not replace a body's name, because names are history. `force rename` adds a name from a given day.
 *
 * @throws ServiceError `bad-input`, with the lines that are wrong.
 */
export async function importBodies(
  { people, clock }: { people: People; clock: Clock },
  { bodies: rows, by, check }: { bodies: readonly BodyToImport[]; by: string; check: boolean },
): Promise<ImportedBodies> {
  const bodies = withTheirNames(rows);
  refuseTwice(bodies);
  const known = new Map((await people.bodies()).map((body) => [body.id, body]));
  const problems = bodies.flatMap(({ line, body }) => {
    const existing = known.get(body.id);
    return existing === undefined || hasHadNames(existing, body)
      ? []
      : [
          {
            where: `line ${line}, name`,
            problem: `${body.id} is known as ${existing.names.at(-1)?.name ?? body.id}. To record a new name, use revisit force rename ${body.id} "${body.names.at(-1)?.name ?? ''}" --from <date>.`,
          },
        ];
  });
  if (problems.length > 0) {
    throw new ServiceError('bad-input', 'Nothing was imported, because a body has another name.', {
      particulars: problems,
    });
  }
  const merged = bodies.map(({ body }) => {
    const existing = known.get(body.id);
    const after = existing === undefined ? body : { ...body, names: existing.names };
    return { after, existing };
  });
  const added = merged.filter(({ existing }) => existing === undefined);
  const changed = merged.filter(({ existing, after }) => existing !== undefined && !isSame(existing, after));
  const written = [...added, ...changed].map(({ after }) => after);
  const audit: AuditEntry = {
    at: clock.now(),
    by,
    action: 'import-bodies',
    summary: `${added.length} bodies were added, ${changed.length} changed.`,
  };
  if (written.length > 0 && !check) await people.putBodies(written, audit);
  const ids = (list: typeof merged): string[] => list.map(({ after }) => after.id);
  return {
    added: ids(added),
    changed: ids(changed),
    unchanged: ids(merged.filter((one) => !added.includes(one) && !changed.includes(one))),
  };
}

/** Joins the two lines of a body that has changed its name. The later line gives the day of the new name. */
function withTheirNames(rows: readonly BodyToImport[]): BodyToImport[] {
  const bodies: BodyToImport[] = [];
  for (const row of rows) {
    const earlier = bodies.findIndex(({ body }) => body.id === row.body.id);
    const known = bodies[earlier];
    const isNewName = row.body.names.every(
      ({ name, from }) =>
        from !== undefined && known?.body.names.every((dated) => dated.name !== name) === true,
    );
    if (known === undefined || !isNewName) bodies.push(row);
    else {
      const names = [...known.body.names, ...row.body.names];
      bodies[earlier] = { ...known, body: { ...known.body, names } };
    }
  }
  return bodies;
}

function refuseTwice(bodies: readonly BodyToImport[]): void {
  const lines = new Map<string, number>();
  const particulars = bodies.flatMap(({ line, body }) => {
    const earlier = lines.get(body.id);
    lines.set(body.id, earlier ?? line);
    return earlier === undefined
      ? []
      : [{ where: `line ${line}, id`, problem: `${body.id} is already on line ${earlier}.` }];
  });
  if (particulars.length > 0) {
    throw new ServiceError('bad-input', 'Nothing was imported, because the file has a body twice.', {
      particulars,
    });
  }
}

/**
 * Tells whether a body has had the imported names. An older name is not a rename, because the file may be older than
 * the body's latest name.
 */
function hasHadNames(existing: Body, imported: Body): boolean {
  return imported.names.every(({ name }) => existing.names.some((dated) => dated.name === name));
}

function isSame(left: Body, right: Body): boolean {
  return (
    left.kind === right.kind &&
    left.nation === right.nation &&
    left.region === right.region &&
    left.pfaCode === right.pfaCode &&
    left.simulated === right.simulated
  );
}
