import { shortenForceName, type Force } from '../../domain/force.ts';
import { matchName, type Match, type Named } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import type { People } from '../../ports/people.ts';

/**
 * Finds a force by its id, by any name it has had, or by the beginning of one.
 *
 * @throws ServiceError `not-found`, with the nearest spelling.
 * @throws ServiceError `ambiguous`, with the candidates.
 */
export async function findForce({ people }: { people: People }, written: string): Promise<Force> {
  return chooseForce(written, await people.forces());
}

/** Finds a force as `findForce` does, among forces that the caller has already read. */
export function chooseForce(written: string, forces: readonly Force[]): Force {
  const found = requireMatch(matchName(written, forces.map(toNamedForce)), {
    written,
    kind: 'force',
    field: 'force',
  });
  return found.force;
}

/** Lists the names by which people may call a force. Includes its short and its earlier names. */
export function toNamedForce(force: Force): Named & { force: Force } {
  const names = force.names.flatMap(({ name }) => [name, shortenForceName(name)]);
  return { id: force.id, names, force };
}

/** Returns the match. @throws ServiceError `not-found` or `ambiguous`, with what to type instead. */
export function requireMatch<Candidate extends Named>(
  match: Match<Candidate>,
  { written, kind, field, hint }: { written: string; kind: string; field: string; hint?: string },
): Candidate {
  switch (match.kind) {
    case 'found':
      return match.found;
    case 'ambiguous':
      throw new ServiceError(
        'ambiguous',
        `"${written}" could be ${match.candidates.map(({ id }) => id).join(' or ')}. Name one of them.`,
        { field },
      );
    case 'none': {
      const meant = match.closest === undefined ? (hint ?? '') : `Did you mean ${match.closest.id}?`;
      throw new ServiceError('not-found', `There is no ${kind} "${written}". ${meant}`.trim(), { field });
    }
  }
}
