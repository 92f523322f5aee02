import type { FollowUp } from '../../domain/follow-up.ts';
import { matchName } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { requireMatch, toNamedForce } from './find-force.ts';

/**
 * Finds a follow-up by its id, or by the name of its force. If a force has several, takes the one that is still
 * running. A year also tells them apart, for example `essex-2016`.
 *
 * @throws ServiceError `not-found` or `ambiguous`, with what to type instead.
 */
export async function findFollowUp(
  dependencies: { followUps: FollowUps; people: People },
  written: string,
): Promise<FollowUp> {
  const { followUps, people } = dependencies;
  if (FOLLOW_UP_ID.test(written)) return findById(dependencies, written);
  const { name, year } = nameAndYear(written);
  const named = {
    written: name,
    kind: 'follow-up or force',
    field: 'followUp',
    hint: 'To see them, use revisit list.',
  };
  const { force } = requireMatch(matchName(name, (await people.forces()).map(toNamedForce)), named);
  const all = await followUps.ofForce(force.id);
  const inYear = year === undefined ? all : all.filter(({ publishedOn }) => publishedOn.year === year);
  const running = inYear.filter(
    ({ state }) => state === 'open' || state === 'prepared' || state === 'staged',
  );
  const candidates = running.length === 1 ? running : inYear;
  const [found] = candidates;
  if (found === undefined) {
    throw new ServiceError(
      'not-found',
      `There is no follow-up of ${force.id}${year === undefined ? '' : ` published in ${year}`}. To begin one, use revisit publish ${force.id} --on <date>.`,
      { field: 'followUp' },
    );
  }
  if (candidates.length === 1) return found;
  throw new ServiceError(
    'ambiguous',
    `"${written}" could be ${candidates.map(({ id }) => id).join(' or ')}. Name one of them.`,
    { field: 'followUp' },
  );
}

const FOLLOW_UP_ID = /^(?<forceId>[a-z0-9-]+)-[a-z]+-\d{4}-\d{2}-\d{2}$/u;

/**
 * Finds a follow-up by its exact id. Never falls back to another follow-up of the same force, because a change to the
 * wrong one cannot be undone.
 */
async function findById({ followUps }: { followUps: FollowUps }, id: string): Promise<FollowUp> {
  const found = await followUps.find(id);
  if (found !== undefined) return found;
  const others = await followUps.ofForce(FOLLOW_UP_ID.exec(id)?.groups?.['forceId'] ?? '');
  const hint =
    others.length === 0
      ? 'To see them, use revisit list.'
      : `Did you mean ${others.map((other) => other.id).join(' or ')}?`;
  throw new ServiceError('not-found', `There is no follow-up ${id}. ${hint}`, { field: 'followUp' });
}

function nameAndYear(written: string): { name: string; year: number | undefined } {
  const found = /^(?<name>.+?)[ -](?<year>20\d\d)$/u.exec(written.trim())?.groups;
  return { name: found?.['name'] ?? written, year: found === undefined ? undefined : Number(found['year']) };
}
