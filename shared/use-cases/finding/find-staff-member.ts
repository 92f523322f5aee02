import type { StaffMember } from '../../domain/staff-member.ts';
import { matchName, type Named } from '../../domain/people/naming.ts';
import type { People } from '../../ports/people.ts';
import { commandLines } from '../../wording/commands.ts';
import { requireMatch } from './find-body.ts';

/**
 * Finds a member of the team by id, name, surname or email address.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 */
export async function findStaffMember({ people }: { people: People }, written: string): Promise<StaffMember> {
  const staff = await people.staff();
  const named = staff.map((member): Named & { member: StaffMember } => {
    const surname = member.name.split(' ').at(-1) ?? member.name;
    return { id: member.id, names: [member.name, surname, member.email], member };
  });
  const hint =
    staff.length === 0
      ? `Record one with ${commandLines.addOwner}.`
      : `Choose one of ${staff.map((member) => member.id).join(', ')}.`;
  return requireMatch(matchName(written, named), { written, kind: 'owner', field: 'owner', hint }).member;
}
