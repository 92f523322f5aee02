import { programmeOf } from '../finding/programme-of.ts';
import { londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import { isInRole } from '../../domain/people/contacts.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Contact } from '../../domain/contact.ts';
import { leadRole, newContact } from '../../domain/people/new-contact.ts';
import { findNameProblem, tidyName } from '../../domain/people/person-name.ts';
import { roleWith, type RolePart, type Role, type RoundId } from '../../domain/programme.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import type { FormReading } from '../../ports/form-reading.ts';
import type { Inbox } from '../../ports/inbox.ts';
import { isEmailAddress } from '../../domain/people/email-address.ts';
import { findMail } from './look-at-mail.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { findRoundInHand } from '../finding/open-round.ts';
import { answerHandover } from '../handover/answer-handover.ts';
import type { HandoverDependencies } from '../handover/handover-context.ts';
import { revokeLinksOf } from '../people/revoke-links.ts';
import { noteMailSettled } from '../finding/note-mail.ts';
import { discardMail } from './settle-mail.ts';

export type ContactChangeDependencies = HandoverDependencies & {
  readonly inbox: Inbox;
  readonly formReading: FormReading;
};

/** A change of contacts that an email suggests. Nothing happens until the owner accepts it. */
export interface ContactChange {
  readonly mail: IncomingMail;
  readonly followUp: FollowUp;
  /** The contact who wrote the email. */
  readonly contact: Contact;
  /**
   * `instead` means that another person takes the role from today. `stand-in` means that another person is deputy while
   * the writer is away.
   */
  readonly how: 'instead' | 'stand-in';
  readonly role: Role;
  readonly part: RolePart;
  readonly name: string;
  readonly email: string;
  readonly from: PlainDate;
  readonly to: PlainDate | undefined;
  /** The open round that passes to a new lead. The new lead gets its form at once. */
  readonly round: RoundId | undefined;
}

/**
 * Plans a change of contacts that an email suggests. Writes nothing.
 *
 * @throws ServiceError `not-found`.
 * @throws ServiceError `wrong-state` if the email suggests no change, or the owner has already answered it.
 * @throws ServiceError `bad-input` if the email gives no name or no address, and the owner gives none either.
 */
export async function planContactChange(
  dependencies: ContactChangeDependencies,
  asked: { mail: string; name?: string; email?: string },
): Promise<ContactChange> {
  const { followUps, people, clock, formReading } = dependencies;
  const { mail, how } = await proposingMail(dependencies, asked.mail);
  const followUp = mail.about === undefined ? undefined : await followUps.find(mail.about.followUpId);
  const now = clock.now();
  const today = londonDate(now);
  const contacts = followUp === undefined ? [] : await people.contacts(followUp.forceId);
  const address = mail.sender?.address.toLowerCase();
  const contact =
    contacts.find((one) => one.email.toLowerCase() === address && isInRole(one, today)) ??
    contacts.find(({ id }) => id === mail.about?.contactId);
  if (followUp === undefined || contact === undefined) {
    throw new ServiceError('wrong-state', `${mail.id} does not belong to a contact. Assign it first.`, {
      field: 'mail',
    });
  }
  const { name, email } = whoIsNamed(asked, { mail, contacts });
  const record = await formReading.followUp(followUp.id);
  const round =
    how === 'instead' && contact.part === 'answers' && followUp.state === 'open'
      ? await findRoundInHand({ linked: mail.about?.round, now, dependencies }, record)
      : undefined;
  return {
    mail,
    followUp,
    contact,
    how,
    ...(how === 'instead'
      ? { role: contact.role, part: contact.part }
      : await standInRole(dependencies, followUp)),
    name,
    email,
    from: today,
    to: how === 'stand-in' ? mail.backOn : undefined,
    round: round?.isOpen === true ? round.round.id : undefined,
  };
}

/** Returns the role of whoever stands in. A programme without one makes the person another one who answers. */
async function standInRole(
  dependencies: ContactChangeDependencies,
  followUp: FollowUp,
): Promise<Pick<Contact, 'role' | 'part'>> {
  const programme = await programmeOf(dependencies, followUp);
  const role = roleWith(programme, 'stands-in') ?? roleWith(programme, 'answers');
  return role === undefined ? leadRole(programme) : { role: role.id, part: role.part };
}

async function proposingMail(
  dependencies: Pick<ContactChangeDependencies, 'inbox'>,
  id: string,
): Promise<Pick<ContactChange, 'mail' | 'how'>> {
  const mail = await findMail(dependencies, id);
  if (mail.reason === 'names-somebody-else') return { mail, how: 'instead' };
  if (mail.reason === 'absence-recorded' && mail.settledBy === undefined) return { mail, how: 'stand-in' };
  throw new ServiceError(
    'wrong-state',
    `${mail.id} does not suggest a change of contacts, or has already been answered.`,
    {
      field: 'mail',
    },
  );
}

function whoIsNamed(
  asked: { name?: string; email?: string },
  { mail, contacts }: { mail: IncomingMail; contacts: readonly Contact[] },
): { name: string; email: string } {
  const email = (asked.email ?? mail.named?.email)?.toLowerCase();
  if (email === undefined || !isEmailAddress(email)) {
    throw new ServiceError('bad-input', `${mail.id} gives no address. Ring them, then add --email.`, {
      field: 'email',
    });
  }
  const known = contacts.find((contact) => contact.email.toLowerCase() === email);
  const name = asked.name ?? nameIn(mail) ?? known?.name;
  if (name === undefined) {
    throw new ServiceError('bad-input', `${mail.id} gives no name. Ring them, then add --name.`, {
      field: 'name',
    });
  }
  return { name, email };
}

/**
 * Returns the name in an email, or undefined if it does not look like a name. The name goes into our emails, and a
 * stranger may have written it.
 */
function nameIn({ named }: IncomingMail): string | undefined {
  if (named?.name === undefined || findNameProblem(named.name) !== undefined) return undefined;
  return tidyName(named.name);
}

/** A change of contacts on record, after it was made. */
export interface ContactChanged {
  readonly mail: IncomingMail;
  /** The contact who is asked from now on. */
  readonly begun: Contact;
}

/**
 * Makes the planned change of contacts, and returns what is stored. If it stops halfway, running it again finishes the
 * work.
 */
export async function acceptContactChange(
  dependencies: ContactChangeDependencies,
  { change, by }: { change: ContactChange; by: string },
): Promise<ContactChanged> {
  const { inbox, clock } = dependencies;
  const { mail, round } = change;
  const at = clock.now();
  const begun =
    round === undefined
      ? await putInRole(dependencies, { change, at, by })
      : await handOver(dependencies, { change, round, by });
  await noteMailSettled(dependencies, { mail, by });
  const settled = { ...mail, settledBy: { by, at } };
  const kept = await inbox.change(
    change.how === 'instead' ? { ...settled, place: 'taken', reason: 'contact-changed' } : settled,
  );
  return { mail: kept, begun };
}

/** Gives the new person the role. Adds nobody twice. If the address already has the role, keeps that contact. */
async function putInRole(
  dependencies: ContactChangeDependencies,
  { change, at, by }: { change: ContactChange; at: Instant; by: string },
): Promise<Contact> {
  const { people } = dependencies;
  const { mail, followUp, contact, role, part, name, email, from, to } = change;
  const known = await people.contacts(followUp.forceId);
  const there = known.find(
    (one) => one.role === role && one.email.toLowerCase() === email && isInRole(one, from),
  );
  const begun = there ?? newContact({ forceId: followUp.forceId, role, part, name, email, from, to }, known);
  const summary = `${begun.id} is ${begun.role}, as ${mail.id} suggested.`;
  const audit = { at, by, action: 'accept-contact-change', summary };
  if (there === undefined) await people.putContact(begun, { isNew: true, audit });
  if (change.how === 'instead' && contact.id !== begun.id) {
    await endRole({ on: from, audit, dependencies }, contact);
  }
  await lookAgainAtBody(dependencies, followUp.forceId);
  return begun;
}

/**
 * Hands the round over, as if the lead had passed it on in the form. The colleague gets the request, and everyone
 * concerned is told.
 */
async function handOver(
  dependencies: ContactChangeDependencies,
  { change, round, by }: { change: ContactChange; round: RoundId; by: string },
): Promise<Contact> {
  const { handovers, people } = dependencies;
  const { mail, followUp, contact } = change;
  const known = (await handovers.ofFollowUp(followUp.id)).find(({ id }) => id === mail.id);
  if (known === undefined) {
    await handovers.put(followUp.id, {
      id: mail.id,
      round,
      fromContactId: contact.id,
      fromName: contact.name,
      toName: change.name,
      toEmail: change.email,
      askedAt: mail.receivedAt,
      state: 'awaits-approval',
      version: 0,
    });
  }
  const answered =
    known === undefined || known.state === 'awaits-approval'
      ? await answerHandover(dependencies, { followUpId: followUp.id, handoverId: mail.id, agrees: true, by })
      : known;
  const contacts = await people.contacts(followUp.forceId);
  const begun = contacts.find(({ id }) => id === answered.toContactId);
  if (begun === undefined) {
    throw new ServiceError(
      'wrong-state',
      `The handover of ${mail.id} is ${answered.state}, and nobody took over. To see who is asked, use revisit contact list ${followUp.forceId}.`,
      { field: 'mail' },
    );
  }
  return begun;
}

async function endRole(
  {
    dependencies,
    on,
    audit,
  }: {
    on: PlainDate;
    audit: { at: ContactChange['mail']['receivedAt']; by: string; action: string };
    dependencies: ContactChangeDependencies;
  },
  contact: Contact,
): Promise<void> {
  const { people } = dependencies;
  const summary = `${contact.id} is no longer ${contact.role}.`;
  await people.putContact({ ...contact, to: on }, { isNew: false, audit: { ...audit, summary } });
  await revokeLinksOf(dependencies, { contact, at: audit.at });
}

/** Refuses a change of contacts. Everyone keeps their role. */
export async function refuseContactChange(
  dependencies: ContactChangeDependencies,
  { mail: id, reason, by }: { mail: string; reason: string; by: string },
): Promise<IncomingMail> {
  const { inbox, people, clock } = dependencies;
  const { mail, how } = await proposingMail(dependencies, id);
  if (how === 'instead') return discardMail(dependencies, { id, reason, by });
  const at = clock.now();
  const followUp =
    mail.about === undefined ? undefined : await dependencies.followUps.find(mail.about.followUpId);
  const contacts = followUp === undefined ? [] : await people.contacts(followUp.forceId);
  const absent = contacts.find(({ away }) => away?.mailId === mail.id);
  if (absent?.away !== undefined) {
    const summary = `The stand-in of ${absent.id} was refused.`;
    await people.putContact(
      { ...absent, away: { ...absent.away, standIn: undefined } },
      { isNew: false, audit: { at, by, action: 'refuse-contact-change', summary } },
    );
  }
  return inbox.change({ ...mail, settledBy: { by, at, note: reason } });
}
