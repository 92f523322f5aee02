import { writeProgramme } from '../../shared/contracts/write-programme.ts';
import type { Programme } from '../../shared/domain/programme.ts';

/**
 * Returns what a version changes, one line for each place, such as "milestones.six-week-response.due.days: 42 becomes
 * 49". For a programme without an earlier version, returns its milestones.
 */
export function programmeChanges({
  programme,
  before,
}: {
  programme: Programme;
  before: Programme | undefined;
}): readonly string[] {
  if (before === undefined) {
    return programme.milestones.map(({ name, kind, ground }) => `New: ${name} (${kind}). ${ground}.`);
  }
  const changes = differences(flatten(writeProgramme(before)), flatten(writeProgramme(programme)));
  return changes.filter((line) => !line.startsWith('version:'));
}

function differences(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return places.flatMap((place) => {
    const [was, is] = [old.get(place), now.get(place)];
    if (was === is) return [];
    if (was === undefined) return `${place}: new, ${is ?? ''}`;
    return is === undefined ? `${place}: gone, was ${was}` : `${place}: ${was} becomes ${is}`;
  });
}

/** Returns every value of a file by its place. */
function flatten(value: unknown, place = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[place, JSON.stringify(value)]]);
  const found = new Map<string, string>();
  for (const [field, inside] of Object.entries(value)) {
    if (inside === undefined) continue;
    const key = isNamed(inside) ? inside.id : field;
    for (const [path, written] of flatten(inside, place === '' ? key : `${place}.${key}`)) {
      found.set(path, written);
    }
  }
  return found;
}

/** Tells whether a value has an id of its own, as a rung in a list has. Its place then does not depend on the order. */
function isNamed(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
