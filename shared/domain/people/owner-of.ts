import type { FollowUp } from '../follow-up.ts';
import type { StaffMember } from '../staff-member.ts';

/**
 * Returns the person responsible for a follow-up. This is its own owner. If the owner is missing or has left, it is the
 * programme head. Returns undefined if no programme head is recorded either. Nobody is then told if something goes
 * wrong.
 */
export function ownerOf(
  { ownerId }: Pick<FollowUp, 'ownerId'>,
  staff: readonly StaffMember[],
): StaffMember | undefined {
  return staff.find(({ id }) => id === ownerId) ?? findProgrammeHead(staff);
}

/** Returns the programme head. If there are several, it is the first by id. */
export function findProgrammeHead(staff: readonly StaffMember[]): StaffMember | undefined {
  return staff.find(({ role }) => role === 'programme-head');
}
