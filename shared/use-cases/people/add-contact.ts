import type { Programmes } from '../../ports/programmes.ts';
import { findRole } from '../finding/find-role.ts';
import { formatDate, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Body } from '../../domain/body.ts';
import type { Contact } from '../../domain/contact.ts';
import { newContact, type ContactDetails } from '../../domain/people/new-contact.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { findBody } from '../finding/find-body.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';

interface AddingContact extends Omit<ContactDetails, 'forceId' | 'part'> {
  /** The body's id or name. */
  readonly body: string;
}

/** A contact to add, and the body's contacts afterwards. */
export interface PlannedContact {
  readonly body: Body;
  readonly contact: Contact;
  /** False if the same person already has the same role. */
  readonly isNew: boolean;
  readonly after: readonly Contact[];
}

/**
 * Plans to add a contact. Writes nothing.
 *
 * @throws ServiceError `not-found` for the body.
 * @throws ServiceError `recorded-already` if the address already has the role with another name or other days.
 * @throws ServiceError `bad-input` if the role ends before it begins.
 */
export async function planContact(
  dependencies: { people: People; programmes: Programmes; clock: Clock },
  adding: AddingContact,
): Promise<PlannedContact> {
  const { body: written, ...details } = adding;
  const body = await findBody(dependencies, written);
  const known = await dependencies.people.contacts(body.id);
  const today = londonDate(dependencies.clock.now());
  const same = known.find(
    (contact) =>
      contact.role === adding.role &&
      contact.email.toLowerCase() === adding.email.toLowerCase() &&
      (contact.to === undefined || contact.to.until(today).sign < 0),
  );
  if (same !== undefined) {
    refuseOtherParticulars(same, adding);
    return { body, contact: same, isNew: false, after: known };
  }
  refuseEmptyStretch(adding);
  const { part } = await findRole(dependencies, adding.role);
  const contact = newContact({ forceId: body.id, ...details, part }, known);
  return { body, contact, isNew: true, after: [...known, contact] };
}

/** Adds a contact as planned, so that the person has the role from the given day. */
export async function addContact(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  { planned, by }: { planned: PlannedContact; by: string },
): Promise<void> {
  const { contact, isNew } = planned;
  if (!isNew) return;
  const { people, clock } = dependencies;
  const from = contact.from === undefined ? '' : ` from ${formatDate(contact.from)}`;
  await people.putContact(contact, {
    isNew: true,
    audit: {
      at: clock.now(),
      by,
      action: 'add-contact',
      summary: `${contact.id} is ${contact.role}${from}.`,
    },
  });
  await lookAgainAtBody(dependencies, contact.forceId);
}

/** Refuses the same address in the same role with another name or other days. The exact same command twice is fine. */
function refuseOtherParticulars(known: Contact, { name, from, to }: AddingContact): void {
  const isOtherDay = (given: PlainDate | undefined, stored: PlainDate | undefined): boolean =>
    given !== undefined && (stored === undefined || !given.equals(stored));
  if (known.name === name && !isOtherDay(from, known.from) && !isOtherDay(to, known.to)) return;
  throw new ServiceError(
    'recorded-already',
    `${known.id} is already ${known.role} under that address, as ${known.name}, with other particulars. Nothing was written. To change the name and the days, use revisit contact import <file>.`,
    { field: known.name === name ? 'from' : 'name' },
  );
}

function refuseEmptyStretch({ from, to }: { from?: PlainDate; to?: PlainDate }): void {
  if (from === undefined || to === undefined || from.until(to).sign > 0) return;
  throw new ServiceError('bad-input', 'The role would end before it begins. Give a later end date.', {
    field: 'to',
  });
}
