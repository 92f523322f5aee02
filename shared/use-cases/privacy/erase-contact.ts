import { ERASED_NAME, isTheirName, type ErasedPerson } from '../../domain/privacy/erasure.ts';
import { isSamePerson } from '../../domain/people/contacts.ts';
import { londonDate, type Instant } from '../../domain/dates.ts';
import type { EveryField } from '../../domain/every-field.ts';
import type { Contact } from '../../domain/contact.ts';
import { isSentBy, type IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { LegalHolds } from '../../ports/legal-holds.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import type { RawMail } from '../../ports/raw-mail.ts';
import {
  eraseFromForm,
  countFormErasure,
  type EraseFromFormDependencies,
  type FormErasure,
} from './erase-from-form.ts';
import { findContact } from '../finding/find-contact.ts';
import { findBody } from '../finding/find-body.ts';
import { findMailCarrying, findMailOfBody } from '../finding/find-mail-of-body.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { revokeLinksOf } from '../people/revoke-links.ts';

export interface EraseContactDependencies extends EraseFromFormDependencies {
  readonly clock: Clock;
  readonly followUps: FollowUps;
  readonly inbox: Inbox;
  readonly legalHolds: LegalHolds;
  readonly links: Links;
  readonly people: People;
  readonly rawMail: RawMail;
}

/** What erasing a person removes. */
export interface Erasure {
  /** Every record of the person at the body. One address may have several roles. */
  readonly contacts: readonly Contact[];
  readonly mails: readonly IncomingMail[];
  /** Their unsent answers and files, in all follow-ups. */
  readonly form: FormErasure;
  readonly person: ErasedPerson;
}

/**
 * Finds what to erase about a person. Erases nothing.
 *
 * @throws ServiceError `forbidden` while there is a legal hold on the body.
 */
export async function planErasure(
  dependencies: EraseContactDependencies,
  erase: { body: string; contact: string },
): Promise<Erasure> {
  const { people, inbox, legalHolds, followUps, formReading } = dependencies;
  const body = await findBody(dependencies, erase.body);
  const hold = await legalHolds.find(body.id);
  if (hold !== undefined) {
    throw new ServiceError(
      'forbidden',
      `${body.id} has been under a legal hold since ${londonDate(hold.since).toString()}: ${hold.reason}. Nothing was erased.`,
      { field: 'body' },
    );
  }
  const contact = await findContact(dependencies, { forceId: body.id, written: erase.contact });
  const contacts = (await people.contacts(body.id)).filter((other) => isSamePerson(other, contact));
  const mails = (await findMailCarrying(inbox, contact.email)).filter((mail) =>
    isSentBy(mail, contact.email),
  );
  const person: ErasedPerson = {
    contactIds: new Set(contacts.map(({ id }) => id)),
    names: [...new Set(contacts.map(({ name }) => name))],
    emails: [contact.email],
    mailIds: new Set(mails.map(({ id }) => id)),
  };
  const records = await Promise.all(
    (await followUps.ofBody(body.id)).map(({ id }) => formReading.followUp(id)),
  );
  const each = records.map((record) => countFormErasure(record, person));
  const form = {
    answers: each.reduce((sum, { answers }) => sum + answers, 0),
    files: each.reduce((sum, { files }) => sum + files, 0),
  };
  return { contacts, mails, form, person };
}

/**
 * Erases a person. Their emails, name, address, links and unsent answers go. Their identity also goes from the returns
 * that were sent. The audit and the ledger name nobody, so they keep what was asked, when, and of which role. The
 * answers of a return that was sent belong to the body and stay.
 *
 * Erases what depends on the emails first, then the emails, and the name last. If it fails halfway, running it again
 * finds what is left.
 */
export async function eraseContact(
  dependencies: EraseContactDependencies,
  { erasure, by }: { erasure: Erasure; by: string },
): Promise<void> {
  const { clock, followUps, inbox, people, rawMail } = dependencies;
  const at = clock.now();
  const { person } = erasure;
  const forceIds = new Set(erasure.contacts.map(({ forceId }) => forceId));
  for (const forceId of forceIds) {
    for (const { id } of await followUps.ofBody(forceId)) {
      await eraseFromForm(id, { person, by, at, dependencies });
    }
    await forgetWhereNamed({ person, dependencies }, forceId);
  }
  for (const mail of erasure.mails) {
    await rawMail.erase(mail.rawKey);
    await inbox.change(eraseMail(mail, at));
  }
  const [first] = erasure.contacts;
  if (first === undefined) return;
  await inbox.forgetSender(first.email);
  await forgetStandIn({ by, at, dependencies }, first);
  for (const contact of erasure.contacts) {
    await revokeLinksOf(dependencies, { contact, at });
    const summary = `${contact.id}, ${contact.role}, was erased with ${erasure.mails.length} of their mails.`;
    await people.putContact(
      {
        id: contact.id,
        forceId: contact.forceId,
        role: contact.role,
        part: contact.part,
        name: ERASED_NAME,
        email: `${contact.id}@erased.invalid`,
        from: contact.from,
        to: contact.to ?? londonDate(at),
        unreachable: contact.unreachable,
        away: undefined,
        version: contact.version,
      } satisfies EveryField<Contact>,
      { isNew: false, audit: { at, by, action: 'erase-contact', summary } },
    );
  }
  await lookAgainAtBody(dependencies, first.forceId);
}

/**
 * Returns what stays of an erased email. This is when it came, its kind and what happened to it. Its words and all
 * names go.
 */
export function eraseMail(mail: IncomingMail, at: Instant): IncomingMail {
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

/**
 * Removes the person's name and address from emails of others. The emails themselves belong to the others and stay. For
 * example, the person's mailbox forwarded an email, so its envelope has their address.
 */
async function forgetWhereNamed(
  { person, dependencies }: { person: ErasedPerson; dependencies: EraseContactDependencies },
  forceId: string,
): Promise<void> {
  const emails = person.emails.map((email) => email.toLowerCase());
  for (const mail of await findMailOfBody(dependencies, forceId)) {
    if (person.mailIds.has(mail.id)) continue;
    const { named, sender } = mail;
    const isNamed =
      (named?.email !== undefined && emails.includes(named.email.toLowerCase())) ||
      (named?.name !== undefined && isTheirName(named.name, person));
    // A sender such as "PA to Superintendent Khan" contains the name.
    const isInSender = sender !== undefined && isTheirName(sender.name, person);
    const isOnEnvelope = emails.includes(mail.envelopeFrom.trim().toLowerCase());
    if (!isNamed && !isInSender && !isOnEnvelope) continue;
    await dependencies.inbox.change({
      ...mail,
      named: isNamed ? undefined : named,
      sender: isInSender ? { ...sender, name: '' } : sender,
      envelopeFrom: isOnEnvelope ? '' : mail.envelopeFrom,
    });
  }
}

/** Removes the person as the stand-in of absent colleagues. */
async function forgetStandIn(
  { by, at, dependencies }: { by: string; at: Instant; dependencies: EraseContactDependencies },
  { forceId, email }: Contact,
): Promise<void> {
  const { people } = dependencies;
  for (const contact of await people.contacts(forceId)) {
    if (contact.away?.standIn?.email?.toLowerCase() !== email.toLowerCase()) continue;
    const away = { ...contact.away, standIn: undefined };
    const audit = { at, by, action: 'erase-contact', summary: `The stand-in of ${contact.id} was erased.` };
    await people.putContact({ ...contact, away }, { isNew: false, audit });
  }
}
