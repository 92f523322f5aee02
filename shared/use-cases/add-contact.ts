import { inWords, londonDate, type PlainDate } from '../domain/dates.ts';
import type { Contact, Force } from '../domain/follow-up.ts';
import { contactIdFor } from '../domain/naming.ts';
import type { Role } from '../domain/programme.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { People } from '../ports/people.ts';
import { findForce } from './find-force.ts';
import { lookAgainAtForce } from './look-again.ts';

/**
 * Records who holds a role at a force, from a day on. The same person in the same role again changes nothing.
 *
 * @throws ServiceError `not-found` for the force.
 */
export async function addContact(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  adding: {
    force: string;
    role: Role;
    name: string;
    email: string;
    from?: PlainDate | undefined;
    to?: PlainDate | undefined;
    by: string;
  },
): Promise<{ force: Force; contact: Contact; added: boolean }> {
  const { people, clock } = dependencies;
  const force = await findForce(dependencies, adding.force);
  const known = await people.contacts(force.id);
  const today = londonDate(clock.now());
  const same = known.find(
    (contact) =>
      contact.role === adding.role &&
      contact.email.toLowerCase() === adding.email.toLowerCase() &&
      (contact.to === undefined || contact.to.until(today).sign < 0),
  );
  if (same !== undefined) return { force, contact: same, added: false };
  refuseEmptyStretch(adding);
  const contact: Contact = {
    id: contactIdFor(adding.role, known),
    forceId: force.id,
    role: adding.role,
    name: adding.name,
    email: adding.email,
    from: adding.from,
    to: adding.to,
    version: 1,
  };
  await people.putContact(contact, {
    isNew: true,
    audit: {
      at: clock.now(),
      by: adding.by,
      action: 'add-contact',
      summary: `${contact.id} is ${contact.role}${contact.from === undefined ? '' : ` from ${inWords(contact.from)}`}.`,
    },
  });
  await lookAgainAtForce(dependencies, force.id);
  return { force, contact, added: true };
}

function refuseEmptyStretch({
  from,
  to,
}: {
  from?: PlainDate | undefined;
  to?: PlainDate | undefined;
}): void {
  if (from === undefined || to === undefined || from.until(to).sign > 0) return;
  throw new ServiceError('bad-input', 'The role would end before it begins.', { field: 'to' });
}
