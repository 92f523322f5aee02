import type { StaffMember } from '../../domain/staff-member.ts';
import { buildIdFromName } from '../../domain/people/naming.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { findOrphans } from './orphaned-follow-ups.ts';

/**
 * Records a member of the inspectorate. If the address is already recorded, updates the name, telephone and role.
 *
 * @throws ServiceError `still-needed` if the change would leave a follow-up without anyone responsible.
 */
export async function addStaff(
  dependencies: { people: People; followUps: FollowUps },
  adding: { name: string; email: string; telephone: string; role: StaffMember['role'] },
): Promise<{ member: StaffMember; added: boolean }> {
  const { people } = dependencies;
  const staff = await people.staff();
  const known = staff.find((member) => member.email.toLowerCase() === adding.email.toLowerCase());
  const id =
    known?.id ??
    buildIdFromName(
      adding.name,
      staff.map((member) => member.id),
    );
  const member: StaffMember = { id, ...adding };
  if (known?.role === 'programme-head' && member.role !== 'programme-head') {
    const after = staff.map((one) => (one.id === id ? member : one));
    const followUps = (await loadEveryFollowUp(dependencies)).map(({ followUp }) => followUp);
    const orphans = findOrphans(followUps, { before: staff, after });
    if (orphans.length > 0) {
      throw new ServiceError(
        'still-needed',
        `${known.name} is the programme head, and nobody else would be responsible for ${orphans.map((one) => one.id).join(', ')}. Nothing was written. Add --head, or record another programme head first.`,
        { field: 'head' },
      );
    }
  }
  await people.putStaffMember(member);
  return { member, added: known === undefined };
}
