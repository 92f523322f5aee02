import { ServiceError } from '../../errors.ts';
import type { LegalHold, LegalHolds } from '../../ports/legal-holds.ts';
import type { RawMail } from '../../ports/raw-mail.ts';
import { findBody } from '../finding/find-body.ts';
import { findMailOfBody, type MailOfBodyDependencies } from '../finding/find-mail-of-body.ts';

interface HoldLegallyDependencies extends MailOfBodyDependencies {
  readonly legalHolds: LegalHolds;
  readonly rawMail: RawMail;
}

/** A hold, and how many emails it keeps or releases. */
export interface HeldMail {
  readonly hold: LegalHold;
  readonly mails: number;
}

/**
 * Places a legal hold on a body. While there is a hold, Revisit erases none of the body's people and mail, and no
 * retention period ends. Placing it again copies the emails that an earlier try missed.
 *
 * @throws ServiceError `recorded-already` if there is already a hold for another reason.
 */
export async function placeLegalHold(
  dependencies: HoldLegallyDependencies,
  { body: written, reason, by }: { body: string; reason: string; by: string },
): Promise<HeldMail> {
  const { legalHolds, rawMail, clock } = dependencies;
  const body = await findBody(dependencies, written);
  const known = await legalHolds.find(body.id);
  const hold: LegalHold = known ?? { forceId: body.id, reason, since: clock.now(), by };
  if (known !== undefined && known.reason !== reason) {
    throw new ServiceError(
      'recorded-already',
      `There is already a legal hold on ${body.id}: ${known.reason}.`,
      {
        field: 'body',
      },
    );
  }
  // Place the hold first. Then mail that arrives in the meantime is kept too.
  await legalHolds.place(hold);
  const mails = await findMailOfBody(dependencies, body.id);
  for (const { rawKey } of mails) await rawMail.hold(rawKey);
  return { hold, mails: mails.length };
}

/** Returns the hold on a body, and how many emails it keeps. @throws ServiceError `not-found` if there is no hold. */
export async function findLegalHold(
  dependencies: HoldLegallyDependencies,
  { body: written }: { body: string },
): Promise<HeldMail> {
  const body = await findBody(dependencies, written);
  const hold = await dependencies.legalHolds.find(body.id);
  if (hold === undefined) {
    throw new ServiceError('not-found', `There is no legal hold on ${body.id}.`, { field: 'body' });
  }
  return { hold, mails: (await findMailOfBody(dependencies, body.id)).length };
}

/**
 * Lifts a hold. Emails whose retention period has ended in the meantime are then erased.
 *
 * @throws ServiceError `not-found` if there is no hold.
 */
export async function liftLegalHold(
  dependencies: HoldLegallyDependencies,
  lift: { body: string },
): Promise<HeldMail> {
  const { legalHolds, rawMail } = dependencies;
  const held = await findLegalHold(dependencies, lift);
  const { forceId } = held.hold;
  const heldByOthers = await keysHeldByOthers(dependencies, forceId);
  for (const { rawKey } of await findMailOfBody(dependencies, forceId)) {
    if (!heldByOthers.has(rawKey)) await rawMail.release(rawKey);
  }
  await legalHolds.lift(forceId);
  return held;
}

/** Returns the emails that the holds of other bodies still keep. One email may be about follow-ups of two bodies. */
async function keysHeldByOthers(
  dependencies: HoldLegallyDependencies,
  forceId: string,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const hold of await dependencies.legalHolds.list()) {
    if (hold.forceId === forceId) continue;
    for (const { rawKey } of await findMailOfBody(dependencies, hold.forceId)) keys.add(rawKey);
  }
  return keys;
}
