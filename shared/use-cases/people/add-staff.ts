import type { StaffMember } from '../../domain/staff-member.ts';
import { idFromName } from '../../domain/people/naming.ts';
import type { People } from '../../ports/people.ts';

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
