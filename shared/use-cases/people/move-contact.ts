import type { Programmes } from '../../ports/programmes.ts';
import { findRole } from '../finding/find-role.ts';
import { isInRole } from '../../domain/people/contacts.ts';
import { formatDate, isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { newContact } from '../../domain/people/new-contact.ts';
import type { Role } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import { findContact } from '../finding/find-contact.ts';
import { findBody } from '../finding/find-body.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { revokeLinksOf } from './revoke-links.ts';

/** A role that ends, the new role if there is one, and the contacts that the bodies have afterwards. */
export interface PlannedMove {
  readonly on: PlainDate;
  readonly ended: Contact;
  readonly begun: Contact | undefined;
  /**
   * Which parts are still to be written. The same move again writes nothing. A move that stopped halfway writes the
   * rest.
   */
  readonly missing: { readonly end: boolean; readonly begin: boolean };
  readonly after: ReadonlyMap<string, readonly Contact[]>;
}

/**
 * Plans to move a contact. Writes nothing. One role ends on a day. If another role or body is given, that role begins
 * on the same day. Revisit keeps both, so it can still show years later who got emails and in which role.
 *
 * @throws ServiceError `bad-input` if the role would end before it began.
 */
export async function planContactMove(
  dependencies: { people: People; programmes: Programmes; clock: Clock },
  moving: {
    body: string;
    contact: string;
    on: PlainDate;
    toRole?: Role;
    toBody?: string;
    email?: string;
  },
): Promise<PlannedMove> {
  const { people } = dependencies;
  const { on } = moving;
  const body = await findBody(dependencies, moving.body);
  const contact = await findContact(dependencies, {
    forceId: body.id,
    written: moving.contact,
    on: londonDate(dependencies.clock.now()),
  });
  if (contact.from !== undefined && !isAfter(on, contact.from)) {
    throw new ServiceError(
      'bad-input',
      `${contact.id} took the role on ${formatDate(contact.from)}, so it can only end later. To undo a mistake, use revisit contact remove ${body.id} ${contact.id}.`,
      { field: 'on' },
    );
  }
  const ended: Contact = { ...contact, to: on };
  const end = contact.to?.equals(on) !== true;
  const left = (await people.contacts(body.id)).map((known) => (known.id === contact.id ? ended : known));
  if (moving.toRole === undefined && moving.toBody === undefined) {
    const missing = { end, begin: false };
    return { on, ended, begun: undefined, missing, after: new Map([[body.id, left]]) };
  }
  const next = moving.toBody === undefined ? body : await findBody(dependencies, moving.toBody);
  const known = next.id === body.id ? left : await people.contacts(next.id);
  const role =
    moving.toRole === undefined
      ? { id: contact.role, part: contact.part }
      : await findRole(dependencies, moving.toRole);
  const email = moving.email ?? contact.email;
  const there = known.find(
    (other) =>
      other.role === role.id &&
      other.name === contact.name &&
      other.email.toLowerCase() === email.toLowerCase() &&
      other.from?.equals(on) === true,
  );
  const begun =
    there ??
    newContact(
      { forceId: next.id, role: role.id, part: role.part, name: contact.name, email, from: on },
      known,
    );
  const after = new Map([
    [body.id, left],
    [next.id, there === undefined ? [...known, begun] : known],
  ]);
  return { on, ended, begun, missing: { end, begin: there === undefined }, after };
}

/** Moves a contact as planned. If the role ends on a later day, its links work until then. */
export async function moveContact(
  dependencies: { people: People; followUps: FollowUps; links: Links; clock: Clock },
  { planned, by }: { planned: PlannedMove; by: string },
): Promise<void> {
  const { people, clock } = dependencies;
  const { on, ended, begun, missing } = planned;
  const audit = (summary: string) => ({ at: clock.now(), by, action: 'move-contact', summary });
  if (missing.end) {
    await people.putContact(ended, {
      isNew: false,
      audit: audit(`${ended.id} is no longer ${ended.role} from ${formatDate(on)}.`),
    });
    if (!isInRole(ended, londonDate(clock.now()))) {
      await revokeLinksOf(dependencies, { contact: ended, at: clock.now() });
    }
    await lookAgainAtBody(dependencies, ended.forceId);
  }
  if (begun === undefined || !missing.begin) return;
  await people.putContact(begun, {
    isNew: true,
    audit: audit(`${begun.id} is ${begun.role} from ${formatDate(on)}.`),
  });
  await lookAgainAtBody(dependencies, begun.forceId);
}
