import { ServiceError } from '../../errors.ts';
import type { LegalHold, LegalHolds } from '../../ports/legal-holds.ts';
import type { RawMail } from '../../ports/raw-mail.ts';
import { findForce } from '../finding/find-force.ts';
import { mailOfForce, type MailOfForceDependencies } from '../finding/mail-of-force.ts';

interface HoldLegallyDependencies extends MailOfForceDependencies {
  readonly legalHolds: LegalHolds;
  readonly rawMail: RawMail;
}

/** A hold, and how many mails it keeps, or lets go, so far. */
export interface HeldMail {
  readonly hold: LegalHold;
  readonly mails: number;
}

/**
 * From now on nothing of a force's people and mail is erased, and no retention ends. Placed again, it copies what an earlier
 * try did not reach.
 *
 * @throws ServiceError `conflict` where a hold stands already for another reason.
 */
export async function placeLegalHold(
  dependencies: HoldLegallyDependencies,
  { force: written, reason, by }: { force: string; reason: string; by: string },
): Promise<HeldMail> {
  const { legalHolds, rawMail, clock } = dependencies;
  const force = await findForce(dependencies, written);
  const known = await legalHolds.find(force.id);
  const hold: LegalHold = known ?? { forceId: force.id, reason, since: clock.now(), by };
  if (known !== undefined && known.reason !== reason) {
    throw new ServiceError(
      'recorded-already',
      `A legal hold stands on ${force.id} already: ${known.reason}.`,
      {
        field: 'force',
      },
    );
  }
  // First the hold, so that mail which comes meanwhile is kept as well.
  await legalHolds.place(hold);
  const mails = await mailOfForce(dependencies, force.id);
  for (const { rawKey } of mails) await rawMail.hold(rawKey);
  return { hold, mails: mails.length };
}

/** The hold on a force, and how many mails it keeps. @throws ServiceError `not-found` where none stands. */
export async function findLegalHold(
  dependencies: HoldLegallyDependencies,
  { force: written }: { force: string },
): Promise<HeldMail> {
  const force = await findForce(dependencies, written);
  const hold = await dependencies.legalHolds.find(force.id);
  if (hold === undefined) {
    throw new ServiceError('not-found', `No legal hold stands on ${force.id}.`, { field: 'force' });
  }
  return { hold, mails: (await mailOfForce(dependencies, force.id)).length };
}

/** Mail whose retention has ended meanwhile goes with the hold. @throws ServiceError `not-found` where none stands. */
export async function liftLegalHold(
  dependencies: HoldLegallyDependencies,
  lift: { force: string },
): Promise<HeldMail> {
  const { legalHolds, rawMail } = dependencies;
  const held = await findLegalHold(dependencies, lift);
  const { forceId } = held.hold;
  const heldByOthers = await keysHeldByOthers(dependencies, forceId);
  for (const { rawKey } of await mailOfForce(dependencies, forceId)) {
    if (!heldByOthers.has(rawKey)) await rawMail.release(rawKey);
  }
  await legalHolds.lift(forceId);
  return held;
}

/** A mail may be about follow-ups of two forces. */
async function keysHeldByOthers(
  dependencies: HoldLegallyDependencies,
  forceId: string,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const hold of await dependencies.legalHolds.standing()) {
    if (hold.forceId === forceId) continue;
    for (const { rawKey } of await mailOfForce(dependencies, hold.forceId)) keys.add(rawKey);
  }
  return keys;
}
