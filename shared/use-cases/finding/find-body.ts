import { shortenBodyName, type Body } from '../../domain/body.ts';
import { matchName, type Match, type Named } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import type { People } from '../../ports/people.ts';

/**
 * Finds a body by its id, by any name it has had, or by the beginning of one.
 *
 * @throws ServiceError `not-found`, with the nearest spelling.
 * @throws ServiceError `ambiguous`, with the candidates.
 */
export async function findBody({ people }: { people: People }, written: string): Promise<Body> {
  return chooseBody(written, await people.bodies());
}

/** Finds a body as `findBody` does, among bodies that the caller has already read. */
export function chooseBody(written: string, bodies: readonly Body[]): Body {
  const found = requireMatch(matchName(written, bodies.map(toNamedBody)), {
    written,
    kind: 'force or other body',
    field: 'body',
  });
  return found.body;
}

/** Lists the names by which people may call a body. Includes its short and its earlier names. */
export function toNamedBody(body: Body): Named & { body: Body } {
  const names = body.names.flatMap(({ name }) => [name, shortenBodyName(name)]);
  return { id: body.id, names, body };
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
