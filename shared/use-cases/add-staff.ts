import type { StaffMember } from '../domain/staff-member.ts';
import { idFromName, matchName, type Named } from '../domain/naming.ts';
import type { People } from '../ports/people.ts';
import { chosen } from './find-force.ts';

/** Records a member of the inspectorate; the same address again brings name, telephone and role up to date. */
export async function addStaff(
  { people }: { people: People },
  adding: { name: string; email: string; telephone: string; role: StaffMember['role'] },
): Promise<{ member: StaffMember; added: boolean }> {
  const staff = await people.staff();
  const known = staff.find((member) => member.email.toLowerCase() === adding.email.toLowerCase());
  const id =
    known?.id ??
    idFromName(
      adding.name,
      staff.map((member) => member.id),
    );
  const member: StaffMember = { id, ...adding };
  await people.putStaffMember(member);
  return { member, added: known === undefined };
}

/** The member that is meant, by id or name. @throws ServiceError `not-found` or `ambiguous`. */
export async function findStaffMember({ people }: { people: People }, written: string): Promise<StaffMember> {
  const staff = await people.staff();
  const named = staff.map((member): Named & { member: StaffMember } => {
    const surname = member.name.split(' ').at(-1) ?? member.name;
    return { id: member.id, names: [member.name, surname, member.email], member };
  });
  const hint =
    staff.length === 0
      ? 'revisit owner add records one.'
      : `There is ${staff.map((member) => member.id).join(', ')}.`;
  return chosen(matchName(written, named), { written, kind: 'owner', field: 'owner', hint }).member;
}
