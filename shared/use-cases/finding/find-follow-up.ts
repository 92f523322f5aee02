import { matchFollowUp, readFollowUpName, type FollowUpMatch } from '../../domain/finding/follow-up-names.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { matchName } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { requireMatch, toNamedBody } from './find-body.ts';

export interface FindFollowUpDependencies {
  readonly followUps: FollowUps;
  readonly people: People;
}

/** A match that leaves a choice or none at all is for the caller to settle. No match is always an error. */
export type SomeFollowUp = Exclude<FollowUpMatch<FollowUp>, { kind: 'none' }>;

/**
 * Finds a follow-up by its id, or by a name of its body. If a body has several, takes the one that still runs. A year,
 * a programme or both also tell them apart, for example `essex-2016`, `essex-fire` or `essex-fire-2016`.
 *
 * @throws ServiceError `not-found` or `ambiguous`, with what to type instead.
 */
export async function findFollowUp(
  dependencies: FindFollowUpDependencies,
  written: string,
): Promise<FollowUp> {
  const match = await lookUpFollowUp(dependencies, written);
  if (match.kind === 'found') return match.found;
  throw new ServiceError(
    'ambiguous',
    `"${written}" could be ${candidateIds(match).join(' or ')}. Name one of them.`,
    { field: 'followUp' },
  );
}

/** Finds a follow-up as `findFollowUp` does, but returns the candidates of an ambiguous name. @throws `not-found`. */
export async function lookUpFollowUp(
  dependencies: FindFollowUpDependencies,
  written: string,
): Promise<SomeFollowUp> {
  const { followUps, people } = dependencies;
  const id = written.trim().toLowerCase();
  if (FOLLOW_UP_ID.test(id)) return { kind: 'found', found: await findById(dependencies, id), ended: [] };
  const bodies = (await people.bodies()).map(toNamedBody);
  const readings = readFollowUpName(written, bodies);
  const bodyIds = new Set(readings.flatMap((reading) => reading.bodyIds));
  const known = await Promise.all([...bodyIds].map((bodyId) => followUps.ofBody(bodyId)));
  const match = matchFollowUp(written, { bodies, followUps: known.flat() });
  if (match.kind !== 'none') return match;
  const [reading] = readings;
  const named = {
    written,
    kind: 'follow-up or body',
    field: 'followUp',
    hint: 'To see them, use revisit list.',
  };
  // A year at the end is no part of the name of a body, so the nearest spelling is looked for without it.
  const body = requireMatch(matchName(reading?.bodyIds[0] ?? written.replace(YEAR, ''), bodies), named);
  const programme = reading === undefined || reading.programme === '' ? '' : ` in "${reading.programme}"`;
  const year = reading?.year === undefined ? '' : ` published in ${reading.year}`;
  throw new ServiceError(
    'not-found',
    `There is no follow-up of ${body.id}${programme}${year}. To begin one, use revisit publish ${body.id} --on <date>.`,
    { field: 'followUp' },
  );
}

function candidateIds({ candidates, bodyIds }: Extract<SomeFollowUp, { kind: 'ambiguous' }>): string[] {
  return bodyIds.length > 1 ? [...bodyIds] : candidates.map(({ id }) => id);
}

const YEAR = /[ -]20\d\d$/u;

/** An id ends with the day of publication. No shorter name of a follow-up does. */
const FOLLOW_UP_ID = /-\d{4}-\d{2}-\d{2}$/u;

/**
 * Finds a follow-up by its exact id. Never falls back to another follow-up of the same body, because a change to the
 * wrong one cannot be undone.
 */
async function findById({ followUps, people }: FindFollowUpDependencies, id: string): Promise<FollowUp> {
  const found = await followUps.find(id);
  if (found !== undefined) return found;
  // The longest id of a body wins, because one id can begin with another.
  const body = (await people.bodies())
    .filter((one) => id.startsWith(`${one.id}-`))
    .sort((a, b) => b.id.length - a.id.length)[0];
  const others = body === undefined ? [] : await followUps.ofBody(body.id);
  const hint =
    others.length === 0
      ? 'To see them, use revisit list.'
      : `Did you mean ${others.map((other) => other.id).join(' or ')}?`;
  throw new ServiceError('not-found', `There is no follow-up ${id}. ${hint}`, { field: 'followUp' });
}
