import {
  listShorterNames,
  readFollowUpName,
  shortestNames,
  type ShortName,
} from '../../domain/finding/follow-up-names.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { toNamedBody } from './find-body.ts';
import type { FindFollowUpDependencies } from './find-follow-up.ts';
import { loadEveryFollowUp } from './load-every-follow-up.ts';

/**
 * Returns the shortest name of a follow-up that is unambiguous now. It is for a terminal. A later report can change what
 * it means, so whatever is kept uses the id.
 */
export async function nameFollowUp(
  { followUps, people }: FindFollowUpDependencies,
  followUp: FollowUp,
): Promise<string> {
  const bodies = (await people.bodies()).map(toNamedBody);
  // Only the follow-ups of these bodies could be meant by one of the names.
  const readings = listShorterNames(followUp).flatMap(({ typed }) => readFollowUpName(typed, bodies));
  const bodyIds = new Set(readings.flatMap((reading) => reading.bodyIds));
  const known = await Promise.all([...bodyIds].map((bodyId) => followUps.ofBody(bodyId)));
  return shortestNames({ bodies, followUps: known.flat() })(followUp.id).typed;
}

/** Returns the function that gives the shortest name of each follow-up, for a list on a terminal. */
export async function nameEveryFollowUp(
  dependencies: FindFollowUpDependencies,
): Promise<(followUpId: string) => ShortName> {
  const [bodies, every] = await Promise.all([dependencies.people.bodies(), loadEveryFollowUp(dependencies)]);
  return shortestNames({
    bodies: bodies.map(toNamedBody),
    followUps: every.map(({ followUp }) => followUp),
  });
}
