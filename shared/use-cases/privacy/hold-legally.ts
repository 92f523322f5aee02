import { ServiceError } from '../../errors.ts';
import type { LegalHold, LegalHolds } from '../../ports/legal-holds.ts';
import type { RawMail } from '../../ports/raw-mail.ts';
import { findForce } from '../finding/find-force.ts';
import { findMailOfForce, type MailOfForceDependencies } from '../finding/find-mail-of-force.ts';

interface HoldLegallyDependencies extends MailOfForceDependencies {
  readonly legalHolds: LegalHolds;
  readonly rawMail: RawMail;
}

/** A hold, and how many emails it keeps or releases. */
export interface HeldMail {
  readonly hold: LegalHold;
  readonly mails: number;
}

/**
 * Places a legal hold on a force. While there is a hold, Revisit erases none of the force's people and mail, and no
 * retention period ends. Placing it again copies the emails that an earlier try missed.
 *
 * @throws ServiceError `recorded-already` if there is already a hold for another reason.
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
      `There is already a legal hold on ${force.id}: ${known.reason}.`,
      {
        field: 'force',
      },
    );
  }
  // Place the hold first. Then mail that arrives in the meantime is kept too.
  await legalHolds.place(hold);
  const mails = await findMailOfForce(dependencies, force.id);
  for (const { rawKey } of mails) await rawMail.hold(rawKey);
  return { hold, mails: mails.length };
}

/** Returns the hold on a force, and how many emails it keeps. @throws ServiceError `not-found` if there is no hold. */
export async function findLegalHold(
  dependencies: HoldLegallyDependencies,
  { force: written }: { force: string },
): Promise<HeldMail> {
  const force = await findForce(dependencies, written);
  const hold = await dependencies.legalHolds.find(force.id);
  if (hold === undefined) {
    throw new ServiceError('not-found', `There is no legal hold on ${force.id}.`, { field: 'force' });
  }
  return { hold, mails: (await findMailOfForce(dependencies, force.id)).length };
}

/**
 * Lifts a hold. Emails whose retention period has ended in the meantime are then erased.
 *
 * @throws ServiceError `not-found` if there is no hold.
 */
export async function liftLegalHold(
  dependencies: HoldLegallyDependencies,
  lift: { force: string },
): Promise<HeldMail> {
  const { legalHolds, rawMail } = dependencies;
  const held = await findLegalHold(dependencies, lift);
  const { forceId } = held.hold;
  const heldByOthers = await keysHeldByOthers(dependencies, forceId);
  for (const { rawKey } of await findMailOfForce(dependencies, forceId)) {
    if (!heldByOthers.has(rawKey)) await rawMail.release(rawKey);
  }
  await legalHolds.lift(forceId);
  return held;
}

/** Returns the emails that the holds of other forces still keep. One email may be about follow-ups of two forces. */
async function keysHeldByOthers(
  dependencies: HoldLegallyDependencies,
  forceId: string,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const hold of await dependencies.legalHolds.list()) {
    if (hold.forceId === forceId) continue;
    for (const { rawKey } of await findMailOfForce(dependencies, hold.forceId)) keys.add(rawKey);
  }
  return keys;
}
