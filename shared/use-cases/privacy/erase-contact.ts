import { ERASED_NAME, isTheirName, type ErasedPerson } from '../../domain/privacy/erasure.ts';
import { isSamePerson } from '../../domain/people/contacts.ts';
import { londonDate, type Instant } from '../../domain/dates.ts';
import type { EveryField } from '../../domain/every-field.ts';
import type { Contact } from '../../domain/contact.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
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
  formErasure,
  type EraseFromFormDependencies,
  type FormErasure,
} from './erase-from-form.ts';
import { findContact } from '../finding/find-contact.ts';
import { findForce } from '../finding/find-force.ts';
import { mailOfForce } from '../finding/mail-of-force.ts';
import { lookAgainAtForce } from '../finding/look-again.ts';
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

/** What erasing a person would take away. */
export interface Erasure {
  /** Every record of the person at the force: one address may hold several roles. */
  readonly contacts: readonly Contact[];
  readonly mails: readonly IncomingMail[];
  /** Their unsent answers and files, over all follow-ups. */
  readonly form: FormErasure;
  readonly person: ErasedPerson;
}

/**
 * @throws ServiceError `forbidden` while a legal hold stands.
 */
export async function plannedErasure(
  dependencies: EraseContactDependencies,
  erase: { force: string; contact: string },
): Promise<Erasure> {
  const { people, inbox, legalHolds, followUps, formReading } = dependencies;
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
  const mails = await inbox.fromSender(contact.email);
  const person: ErasedPerson = {
    contactIds: new Set(contacts.map(({ id }) => id)),
    names: [...new Set(contacts.map(({ name }) => name))],
    emails: [contact.email],
    mailIds: new Set(mails.map(({ id }) => id)),
  };
  const records = await Promise.all(
    (await followUps.ofForce(force.id)).map(({ id }) => formReading.followUp(id)),
  );
  const each = records.map((record) => formErasure(record, person));
  const form = {
    answers: each.reduce((sum, { answers }) => sum + answers, 0),
    files: each.reduce((sum, { files }) => sum + files, 0),
  };
  return { contacts, mails, form, person };
}

/**
 * Erases a person: their mail, their name, their address, their links, what they had saved and not sent, and what says who
 * they are in what was sent. What was asked, when and of which role stays in the audit and the ledger, which name nobody; the
 * answers of a return that was sent are the force's and stay.
 *
 * What hangs on the mails goes before they do, and the name last: whoever runs it again after a failure finds what is left.
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
    for (const { id } of await followUps.ofForce(forceId)) {
      await eraseFromForm(id, { person, by, at, dependencies });
    }
    await forgetWhereNamed({ person, dependencies }, forceId);
  }
  for (const mail of erasure.mails) {
    await rawMail.erase(mail.rawKey);
    await inbox.change(erased(mail, at));
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

/** The person may be named in a colleague's mail; that mail itself is the colleague's. */
async function forgetWhereNamed(
  { person, dependencies }: { person: ErasedPerson; dependencies: EraseContactDependencies },
  forceId: string,
): Promise<void> {
  const emails = person.emails.map((email) => email.toLowerCase());
  for (const mail of await mailOfForce(dependencies, forceId)) {
    if (person.mailIds.has(mail.id)) continue;
    const { named, sender } = mail;
    const isNamed =
      (named?.email !== undefined && emails.includes(named.email.toLowerCase())) ||
      (named?.name !== undefined && isTheirName(named.name, person));
    // "PA to Superintendent Khan" signs with it.
    const isInSender = sender !== undefined && isTheirName(sender.name, person);
    if (!isNamed && !isInSender) continue;
    await dependencies.inbox.change({
      ...mail,
      named: isNamed ? undefined : named,
      sender: isInSender ? { ...sender, name: '' } : sender,
    });
  }
}

/** The person may be named in the absence of a colleague. */
async function forgetStandIn(
  { by, at, dependencies }: { by: string; at: Instant; dependencies: EraseContactDependencies },
  { forceId, email }: Contact,
): Promise<void> {
  const { people } = dependencies;
  for (const contact of await people.contacts(forceId)) {
    if (contact.away?.standIn?.email?.toLowerCase() !== email.toLowerCase()) continue;
    const away = { ...contact.away, standIn: undefined };
    const audit = { at, by, action: 'erase-contact', summary: `Who stands in for ${contact.id} was erased.` };
    await people.putContact({ ...contact, away }, { isNew: false, audit });
  }
}
