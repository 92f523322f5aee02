import type { FollowUp } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';

/** Makes someone the owner of a follow-up. From now on, the owner signs its emails. */
export async function assignOwner(
  dependencies: { followUps: FollowUps; people: People; clock: Clock },
  assigning: { followUp: string; owner: string; by: string },
): Promise<{ followUp: FollowUp; owner: StaffMember; changed: boolean }> {
  const before = await findFollowUp(dependencies, assigning.followUp);
  const owner = await findStaffMember(dependencies, assigning.owner);
  if (before.ownerId === owner.id) return { followUp: before, owner, changed: false };
  const followUp = await dependencies.followUps.change({
    before,
    after: { ...before, ownerId: owner.id },
    audit: {
      at: dependencies.clock.now(),
      by: assigning.by,
      action: 'assign-owner',
      summary: `${owner.id} now owns the follow-up. Before, ${before.ownerId ?? 'nobody'} did.`,
    },
  });
  return { followUp, owner, changed: true };
}
