import type { FollowUp } from '../follow-up.ts';
import type { StaffMember } from '../staff-member.ts';

/**
 * Who is responsible for a follow-up: its own owner; where none is named, or that person has left, the programme head.
 * Undefined where no programme head is recorded either: then nobody hears of what goes wrong there.
 */
export function ownerOf(
  { ownerId }: Pick<FollowUp, 'ownerId'>,
  staff: readonly StaffMember[],
): StaffMember | undefined {
  return staff.find(({ id }) => id === ownerId) ?? programmeHead(staff);
}

/** The programme head; of several, the first by id. */
export function programmeHead(staff: readonly StaffMember[]): StaffMember | undefined {
  return staff.find(({ role }) => role === 'programme-head');
}
