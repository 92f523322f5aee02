import type { FollowUp } from '../../domain/follow-up.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import type { StaffMember } from '../../domain/staff-member.ts';

/**
 * Finds the follow-ups that a change of the team would leave without anyone responsible. Skips follow-ups that are
 * withdrawn or closed, and those that already have nobody. `heir` takes over the follow-ups of a member who leaves.
 */
export function findOrphans(
  followUps: readonly FollowUp[],
  { before, after, heir }: { before: readonly StaffMember[]; after: readonly StaffMember[]; heir?: string },
): FollowUp[] {
  const has = (staff: readonly StaffMember[], memberId: string | undefined): boolean =>
    staff.some(({ id }) => id === memberId);
  return followUps.filter((followUp) => {
    if (followUp.state === 'withdrawn' || followUp.state === 'closed') return false;
    if (ownerOf(followUp, before) === undefined) return false;
    const leaves = has(before, followUp.ownerId) && !has(after, followUp.ownerId);
    return ownerOf(leaves && heir !== undefined ? { ownerId: heir } : followUp, after) === undefined;
  });
}
