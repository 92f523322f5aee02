import { shortestNames, type ShortName } from '../../domain/finding/follow-up-names.ts';
import { toNamedForce } from './find-force.ts';
import type { FindFollowUpDependencies } from './find-follow-up.ts';
import { loadEveryFollowUp } from './load-every-follow-up.ts';

/**
 * Returns the function that gives the shortest name of each follow-up that is unambiguous now. The names are for a
 * terminal. A later report can change what they mean, so whatever is kept uses the id.
 */
export async function nameFollowUps(
  dependencies: FindFollowUpDependencies,
): Promise<(followUpId: string) => ShortName> {
  const [forces, every] = await Promise.all([
    dependencies.people.forces(),
    loadEveryFollowUp(dependencies),
  ]);
  return shortestNames({
    bodies: forces.map(toNamedForce),
    followUps: every.map(({ followUp }) => followUp),
  });
}
