import type { Programmes } from '../../ports/programmes.ts';
import { chooseRole, listRoles } from '../finding/find-role.ts';
import { holderOf } from '../../domain/people/contacts.ts';
import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Contact } from '../../domain/contact.ts';
import { newContact, type ContactDetails } from '../../domain/people/new-contact.ts';
import type { Role } from '../../domain/programme.ts';
import { ServiceError, type Particular } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { chooseBody } from '../finding/find-body.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';

export interface ContactToImport {
  /** The line number in the file. */
  readonly line: number;
  /** The body's id or name. */
  readonly body: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

export interface PlannedContacts {
  readonly added: readonly Contact[];
  readonly changed: readonly Contact[];
  readonly unchanged: readonly Contact[];
  /** The contacts after the import, by body. */
  readonly after: ReadonlyMap<string, readonly Contact[]>;
}

/**
 * Plans an import of contacts. Writes nothing. A contact with the same role and the same address is the same contact,
 * and the import updates it. It removes nobody. If someone returns to a role that has ended, a new term begins.
 *
 * @throws ServiceError `bad-input`, with every line and column that is wrong.
 */
export async function planContacts(
  { people, programmes, clock }: { people: People; programmes: Programmes; clock: Clock },
  contacts: readonly ContactToImport[],
): Promise<PlannedContacts> {
  const bodies = await people.bodies();
  const roles = await listRoles({ programmes });
  const today = londonDate(clock.now());
  const after = new Map<string, Contact[]>();
  const [added, changed, unchanged]: [Contact[], Contact[], Contact[]] = [[], [], []];
  const problems: Particular[] = [];
  const lines = new Map<string, number>();
  for (const row of contacts) {
    try {
      const role = chooseRole(row.role, roles);
      const body = chooseBody(row.body, bodies);
      const known = after.get(body.id) ?? (await people.contacts(body.id));
      after.set(body.id, known);
      refuseTwice(row, { forceId: body.id, lines });
      const existing = termMeant(row, { known, today });
      if (existing === undefined) {
        refuseRival(row, { known, today });
        const contact = newContact(detailsIn(row, { forceId: body.id, part: role.part }), known);
        known.push(contact);
        added.push(contact);
        continue;
      }
      const updated = {
        ...existing,
        name: row.name,
        from: row.from ?? existing.from,
        to: row.to ?? existing.to,
      };
      if (isSameContact(existing, updated)) {
        unchanged.push(existing);
        continue;
      }
      known[known.indexOf(existing)] = updated;
      changed.push(updated);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      problems.push({ where: `line ${row.line}, ${columnOf(error.field)}`, problem: error.message });
    }
  }
  if (problems.length > 0) {
    throw new ServiceError('bad-input', 'Nothing was imported.', {
      field: problems[0]?.where ?? '',
      particulars: problems,
    });
  }
  return { added, changed, unchanged, after };
}

/** Writes the contacts as planned. If the import stops halfway, importing the same file again writes the rest. */
export async function importContacts(
  dependencies: { people: People; followUps: FollowUps; clock: Clock },
  { planned, fileName, by }: { planned: PlannedContacts; fileName: string; by: string },
): Promise<void> {
  const { people, clock } = dependencies;
  const write = (contact: Contact, isNew: boolean): Promise<void> =>
    people.putContact(contact, {
      isNew,
      audit: {
        at: clock.now(),
        by,
        action: 'import-contacts',
        summary: `${contact.id} is ${contact.role}, as in ${fileName}.`,
      },
    });
  for (const contact of planned.added) await write(contact, true);
  for (const contact of planned.changed) await write(contact, false);
  const bodies = new Set([...planned.added, ...planned.changed].map(({ forceId }) => forceId));
  for (const forceId of bodies) await lookAgainAtBody(dependencies, forceId);
}

function refuseTwice(
  { line, role, email, from }: ContactToImport,
  { forceId, lines }: { forceId: string; lines: Map<string, number> },
): void {
  const key = [forceId, role, email.toLowerCase(), from?.toString() ?? ''].join('/');
  const earlier = lines.get(key);
  lines.set(key, earlier ?? line);
  if (earlier === undefined) return;
  throw new ServiceError('bad-input', `the same contact is on line ${earlier}.`, { field: 'email' });
}

/**
 * Finds the term in a role that a line is about. This is the term with the same days, or else the current one. Leaves a
 * term that has ended alone. Otherwise, the import would call someone unchanged who no longer has the role.
 *
 * @returns undefined if the line begins a new term.
 * @throws ServiceError `bad-input` if the line says that someone has the role, but their term has ended.
 */
function termMeant(
  row: ContactToImport,
  { known, today }: { known: readonly Contact[]; today: PlainDate },
): Contact | undefined {
  const terms = known.filter((contact) => contact.role === row.role && isSameAddress(contact, row));
  const { from, to } = row;
  const named =
    terms.find((term) => isSameDay(term.from, from) && isSameDay(term.to, to)) ??
    terms.find((term) => from !== undefined && isSameDay(term.from, from)) ??
    terms.find((term) => from === undefined && to !== undefined && isSameDay(term.to, to)) ??
    terms.find((term) => term.to === undefined || isAfter(term.to, today));
  if (named !== undefined) return named;
  const [last] = terms.toSorted((a, b) => (isBefore(a.to ?? today, b.to ?? today) ? 1 : -1));
  if (last?.to === undefined || (from !== undefined && !isBefore(from, last.to))) return undefined;
  if (to !== undefined) return last;
  throw new ServiceError(
    'bad-input',
    `${last.name} was ${last.role} of ${last.forceId} until the day before ${formatDate(last.to)}. In the column "from", give the day this line begins again. Or in the column "to", give the day it ended.`,
    { field: 'from' },
  );
}

/** Refuses a second person in a role without dates. Nobody could tell which of the two gets the emails. */
function refuseRival(
  { role, from, to }: ContactToImport,
  { known, today }: { known: readonly Contact[]; today: PlainDate },
): void {
  if (from !== undefined || to !== undefined) return;
  const holder = holderOf(role, { contacts: known, on: today });
  if (holder === undefined) return;
  throw new ServiceError(
    'bad-input',
    `${holder.name} is already ${role} of ${holder.forceId}. In the column "from", give the day this line begins. Or end the other role first with revisit contact move ${holder.forceId} ${holder.id} --on <date>.`,
    { field: 'role' },
  );
}

function detailsIn(
  { role, name, email, from, to }: ContactToImport,
  known: Pick<ContactDetails, 'forceId' | 'part'>,
): ContactDetails {
  return { ...known, role, name, email, from, to };
}

function isSameAddress(contact: Contact, { email }: ContactToImport): boolean {
  return contact.email.toLowerCase() === email.toLowerCase();
}

function isSameContact(left: Contact, right: Contact): boolean {
  return left.name === right.name && isSameDay(left.from, right.from) && isSameDay(left.to, right.to);
}

function isSameDay(left: PlainDate | undefined, right: PlainDate | undefined): boolean {
  return left === undefined || right === undefined ? left === right : left.equals(right);
}

/** Returns the column of the file that an error is about. A body stands in the column `force_id`. */
function columnOf(field: string | undefined): string {
  return field === undefined || field === 'body' ? 'force_id' : field;
}
