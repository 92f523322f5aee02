import { POLICE_FORCE, type Body } from '../../domain/body.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { KnownProgramme, Programmes } from '../../ports/programmes.ts';

/**
 * Finds the programme that a report begins with: its newest version. Without an id, it is the one programme for bodies
 * of this kind.
 *
 * @throws ServiceError `bad-input` if there is no such programme, if it is retired or for another kind of body, or if
 * several are possible and none is named.
 */
export async function findProgramme(
  { programmes }: { readonly programmes: Programmes },
  asked: { written: string | undefined; body: Body },
): Promise<Programme> {
  return chooseProgramme(asked, await programmes.versions());
}

/** Does the same with versions that the caller has read. @throws ServiceError as {@link findProgramme} does. */
export function chooseProgramme(
  { written, body }: { written: string | undefined; body: Body },
  versions: readonly KnownProgramme[],
): Programme {
  const newest = new Map(versions.map((known) => [known.programme.id, known]));
  const running = [...newest.values()].flatMap(({ programme, retired }) =>
    retired === undefined ? [programme] : [],
  );
  const kind = body.kind ?? POLICE_FORCE;
  const possible = running.filter(({ body }) => body.kind === kind);
  const choice = possible.map(({ id }) => id).join(', ');
  if (written === undefined) {
    const [only, another] = possible;
    if (only !== undefined && another === undefined) return only;
    throw new ServiceError(
      'bad-input',
      only === undefined
        ? `There is no programme for ${body.id}. Add one with revisit programme add <file>.`
        : `Several programmes are possible for ${body.id}. Name one with --programme: ${choice}.`,
      { field: 'programme' },
    );
  }
  const named = running.find(({ id }) => id === written);
  if (named === undefined) throw unknownProgramme(written, versions);
  if (named.body.kind === kind) return named;
  throw new ServiceError(
    'bad-input',
    `The programme ${named.id} is for each ${named.body.noun}, and ${body.id} is none. Use one of: ${choice}.`,
    { field: 'programme' },
  );
}

/** Finds the newest version of a programme by its id, also if it is retired. @throws ServiceError `bad-input`. */
export async function findKnownProgramme(
  { programmes }: { readonly programmes: Programmes },
  written: string,
): Promise<KnownProgramme> {
  const versions = await programmes.versions();
  const found = versions.findLast(({ programme }) => programme.id === written);
  if (found !== undefined) return found;
  throw unknownProgramme(written, versions);
}

function unknownProgramme(written: string, versions: readonly KnownProgramme[]): ServiceError {
  const known = [...new Set(versions.map(({ programme }) => programme.id))].join(', ');
  const isRetired = versions.some(({ programme }) => programme.id === written);
  const problem = isRetired
    ? `The programme "${written}" is retired, so no report can begin with it. To take that back, use revisit programme retire ${written} --undo.`
    : `There is no programme "${written}". Use one of: ${known}.`;
  return new ServiceError('bad-input', problem, { field: 'programme' });
}
