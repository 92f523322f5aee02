import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { LegalHold, LegalHolds } from '../ports/legal-holds.ts';
import type { People } from '../ports/people.ts';
import { findForce } from './find-force.ts';

interface HoldLegallyDependencies {
  readonly clock: Clock;
  readonly legalHolds: LegalHolds;
  readonly people: People;
}

/** From now on nothing of a force's people and mail is erased. @throws ServiceError `conflict` where a hold stands already. */
export async function placeLegalHold(
  { force: written, reason, by }: { force: string; reason: string; by: string },
  dependencies: HoldLegallyDependencies,
): Promise<LegalHold> {
  const force = await findForce(dependencies, written);
  const hold: LegalHold = { forceId: force.id, reason, since: dependencies.clock.now(), by };
  if (await dependencies.legalHolds.place(hold)) return hold;
  throw new ServiceError('conflict', `A legal hold stands on ${force.id} already.`, { field: 'force' });
}

/** @throws ServiceError `not-found` where none stands. */
export async function liftLegalHold(
  { force: written }: { force: string },
  dependencies: HoldLegallyDependencies,
): Promise<LegalHold> {
  const force = await findForce(dependencies, written);
  const hold = await dependencies.legalHolds.find(force.id);
  if (hold === undefined) {
    throw new ServiceError('not-found', `No legal hold stands on ${force.id}.`, { field: 'force' });
  }
  await dependencies.legalHolds.lift(force.id);
  return hold;
}
