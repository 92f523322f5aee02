import { inWords, isAfter, type PlainDate } from '../domain/dates.ts';
import type { Contact } from '../domain/follow-up.ts';
import { contactIdFor } from '../domain/naming.ts';
import type { Role } from '../domain/programme.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { People } from '../ports/people.ts';
import { findContact } from './find-contact.ts';
import { findForce } from './find-force.ts';
import { lookAgainAtForce } from './look-again.ts';

/**
 * Ends a contact's role on a day and, where another role or force is named, begins it on the same day. Both are kept:
 * who was written to, and as what, can be told years later.
 *
 * @throws ServiceError `bad-input` where the role would end before it began.
 */
export async function moveContact(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  moving: {
    force: string;
    contact: string;
    on: PlainDate;
    toRole?: Role | undefined;
    toForce?: string | undefined;
    email?: string | undefined;
    by: string;
  },
): Promise<{ ended: Contact; begun: Contact | undefined }> {
  const { people, clock } = dependencies;
  const force = await findForce(dependencies, moving.force);
  const contact = await findContact(dependencies, { forceId: force.id, written: moving.contact });
  if (contact.from !== undefined && !isAfter(moving.on, contact.from)) {
    throw new ServiceError(
      'bad-input',
      `${contact.id} took the role on ${inWords(contact.from)}: it can only end later. A mistake is taken back with revisit contact remove.`,
      { field: 'on' },
    );
  }
  const audit = (action: string, summary: string) => ({ at: clock.now(), by: moving.by, action, summary });
  const ended: Contact = { ...contact, to: moving.on };
  await people.putContact(ended, {
    isNew: false,
    audit: audit('move-contact', `${contact.id} is no longer ${contact.role} from ${inWords(moving.on)}.`),
  });
  await lookAgainAtForce(dependencies, force.id);
  if (moving.toRole === undefined && moving.toForce === undefined) return { ended, begun: undefined };
  const next = moving.toForce === undefined ? force : await findForce(dependencies, moving.toForce);
  const known = await people.contacts(next.id);
  const begun: Contact = {
    id: contactIdFor(moving.toRole ?? contact.role, known),
    forceId: next.id,
    role: moving.toRole ?? contact.role,
    name: contact.name,
    email: moving.email ?? contact.email,
    from: moving.on,
    version: 1,
  };
  await people.putContact(begun, {
    isNew: true,
    audit: audit('move-contact', `${begun.id} is ${begun.role} from ${inWords(moving.on)}.`),
  });
  await lookAgainAtForce(dependencies, next.id);
  return { ended, begun };
}
