import { inWords, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Force } from '../../domain/force.ts';
import type { Contact } from '../../domain/contact.ts';
import { newContact, type ContactDetails } from '../../domain/people/new-contact.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { findForce } from '../finding/find-force.ts';
import { lookAgainAtForce } from '../finding/look-again.ts';

interface AddingContact extends Omit<ContactDetails, 'forceId'> {
  /** Its id or its name. */
  readonly force: string;
}

/** A contact as it would be added, and whom the force then has. */
export interface PlannedContact {
  readonly force: Force;
  readonly contact: Contact;
  /** False: the same person is in the same role already. */
  readonly isNew: boolean;
  readonly after: readonly Contact[];
}

/** What adding a contact would write; nothing is written. @throws ServiceError `not-found` for the force. */
export async function planContact(
  dependencies: { people: People; clock: Clock },
  adding: AddingContact,
): Promise<PlannedContact> {
  const { force: written, ...details } = adding;
  const force = await findForce(dependencies, written);
  const known = await dependencies.people.contacts(force.id);
  const today = londonDate(dependencies.clock.now());
  const same = known.find(
    (contact) =>
      contact.role === adding.role &&
      contact.email.toLowerCase() === adding.email.toLowerCase() &&
      (contact.to === undefined || contact.to.until(today).sign < 0),
  );
  if (same !== undefined) {
    refuseOtherParticulars(same, adding);
    return { force, contact: same, isNew: false, after: known };
  }
  refuseEmptyStretch(adding);
  const contact = newContact({ forceId: force.id, ...details }, known);
  return { force, contact, isNew: true, after: [...known, contact] };
}

/** Records who holds a role at a force, from a day on, as it was planned. */
export async function addContact(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedContact; by: string },
): Promise<void> {
  const { contact, isNew } = planned;
  if (!isNew) return;
  const { people, clock } = dependencies;
  const from = contact.from === undefined ? '' : ` from ${inWords(contact.from)}`;
  await people.putContact(contact, {
    isNew: true,
    audit: {
      at: clock.now(),
      by,
      action: 'add-contact',
      summary: `${contact.id} is ${contact.role}${from}.`,
    },
  });
  await lookAgainAtForce(dependencies, contact.forceId);
}

/** The same command again is no mistake; the same address with another name or other days is one. */
function refuseOtherParticulars(known: Contact, { name, from, to }: AddingContact): void {
  const isOtherDay = (given: PlainDate | undefined, stored: PlainDate | undefined): boolean =>
    given !== undefined && (stored === undefined || !given.equals(stored));
  if (known.name === name && !isOtherDay(from, known.from) && !isOtherDay(to, known.to)) return;
  throw new ServiceError(
    'recorded-already',
    `${known.id} is ${known.role} under that address already, as ${known.name}, with other particulars. Nothing was written. revisit contact import changes the name and the days.`,
    { field: known.name === name ? 'from' : 'name' },
  );
}

function refuseEmptyStretch({ from, to }: { from?: PlainDate; to?: PlainDate }): void {
  if (from === undefined || to === undefined || from.until(to).sign > 0) return;
  throw new ServiceError('bad-input', 'The role would end before it begins.', { field: 'to' });
}
