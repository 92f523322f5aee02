import { isSamePerson } from '../domain/contacts.ts';
import { londonDate, type Instant } from '../domain/dates.ts';
import type { Contact } from '../domain/follow-up.ts';
import type { IncomingMail } from '../domain/replies/incoming-mail.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { LegalHolds } from '../ports/legal-holds.ts';
import type { Links } from '../ports/links.ts';
import type { People } from '../ports/people.ts';
import type { RawMail } from '../ports/raw-mail.ts';
import { findContact } from './find-contact.ts';
import { findForce } from './find-force.ts';
import { lookAgainAtForce } from './look-again.ts';

export interface EraseContactDependencies {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly inbox: Inbox;
  readonly legalHolds: LegalHolds;
  readonly links: Links;
  readonly people: People;
  readonly rawMail: RawMail;
}

/** What erasing a person would take away. */
export interface Erasure {
  /** Every record of the person at the force: one address may hold several roles. */
  readonly contacts: readonly Contact[];
  readonly mails: readonly IncomingMail[];
}

/**
 * @throws ServiceError `forbidden` while a legal hold stands.
 */
export async function plannedErasure(
  erase: { force: string; contact: string },
  dependencies: EraseContactDependencies,
): Promise<Erasure> {
  const { people, inbox, legalHolds } = dependencies;
  const force = await findForce(dependencies, erase.force);
  const hold = await legalHolds.find(force.id);
  if (hold !== undefined) {
    throw new ServiceError(
      'forbidden',
      `A legal hold stands on ${force.id} since ${londonDate(hold.since).toString()}: ${hold.reason}. Nothing was erased.`,
      { field: 'force' },
    );
  }
  const contact = await findContact(dependencies, { forceId: force.id, written: erase.contact });
  const contacts = (await people.contacts(force.id)).filter((other) => isSamePerson(other, contact));
  return { contacts, mails: await inbox.fromSender(contact.email) };
}

/**
 * Erases a person: their mail, their name, their address and their links. What was asked, when
 * and of which role stays in the audit and the ledger, which name nobody; a return that was sent is the force's and stays.
 *
 * The mail goes first: whoever runs it again after a failure finds by the address what is left.
 */
export async function eraseContact(
  { erasure, by }: { erasure: Erasure; by: string },
  dependencies: EraseContactDependencies,
): Promise<void> {
  const { clock, inbox, people, rawMail } = dependencies;
  const at = clock.now();
  for (const mail of erasure.mails) {
    await rawMail.erase(mail.rawKey);
    await inbox.change(erased(mail, at));
  }
  const [first] = erasure.contacts;
  if (first === undefined) return;
  await inbox.forgetSender(first.email);
  await forgetStandIn(first, { by, at, dependencies });
  for (const contact of erasure.contacts) {
    await revokeLinks(contact, { at, dependencies });
    const summary = `${contact.id}, ${contact.role}, was erased with ${erasure.mails.length} of their mails.`;
    await people.putContact(
      {
        id: contact.id,
        forceId: contact.forceId,
        role: contact.role,
        name: 'Erased',
        email: `${contact.id}@erased.invalid`,
        from: contact.from,
        to: contact.to ?? londonDate(at),
        unreachable: contact.unreachable,
        version: contact.version,
      },
      { isNew: false, audit: { at, by, action: 'erase-contact', summary } },
    );
  }
  await lookAgainAtForce(dependencies, first.forceId);
}

/** That a mail came, when, of what kind and what became of it; nothing of what it said and nobody's name. */
function erased(mail: IncomingMail, at: Instant): IncomingMail {
  const isHeld = mail.place === 'holding-pen';
  return {
    id: mail.id,
    receiptId: mail.receiptId,
    receivedAt: mail.receivedAt,
    rawKey: mail.rawKey,
    verdicts: mail.verdicts,
    envelopeFrom: '',
    place: isHeld ? 'discarded' : mail.place,
    reason: isHeld ? 'discarded' : mail.reason,
    kind: mail.kind,
    about: mail.about,
    ground: mail.ground,
    recommendations: mail.recommendations,
    settledBy: mail.settledBy === undefined ? undefined : { by: mail.settledBy.by, at: mail.settledBy.at },
    erasedAt: at,
    version: mail.version,
  };
}

/** The person may be named in the absence of a colleague. */
async function forgetStandIn(
  { forceId, email }: Contact,
  { by, at, dependencies }: { by: string; at: Instant; dependencies: EraseContactDependencies },
): Promise<void> {
  const { people } = dependencies;
  for (const contact of await people.contacts(forceId)) {
    if (contact.away?.standIn?.email?.toLowerCase() !== email.toLowerCase()) continue;
    const away = { ...contact.away, standIn: undefined };
    const audit = { at, by, action: 'erase-contact', summary: `Who stands in for ${contact.id} was erased.` };
    await people.putContact({ ...contact, away }, { isNew: false, audit });
  }
}

async function revokeLinks(
  { forceId, id }: Contact,
  { at, dependencies }: { at: Instant; dependencies: EraseContactDependencies },
): Promise<void> {
  for (const followUp of await dependencies.followUps.ofForce(forceId)) {
    await dependencies.links.revoke({ followUpId: followUp.id, at, which: (link) => link.contactId === id });
  }
}
