import type { FollowUp } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { findOrphans } from './orphaned-follow-ups.ts';

interface RemoveStaffDependencies {
  readonly people: People;
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** A member of the inspectorate who leaves, and the person who takes over their follow-ups. */
export interface PlannedLeaving {
  readonly member: StaffMember;
  readonly successor: StaffMember | undefined;
  /** All follow-ups that the member owns. Includes those that have ended, because someone may open them again. */
  readonly followUps: readonly FollowUp[];
}

/**
 * Plans what happens when a member leaves. Their follow-ups go to the named owner, or to the programme head.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 * @throws ServiceError `still-needed` if a follow-up would have nobody responsible.
 * @throws ServiceError `bad-input` if the named owner is the member who leaves.
 */
export async function planLeaving(
  dependencies: RemoveStaffDependencies,
  leaving: { owner: string; to?: string },
): Promise<PlannedLeaving> {
  const member = await findStaffMember(dependencies, leaving.owner);
  const named = leaving.to === undefined ? undefined : await findStaffMember(dependencies, leaving.to);
  if (named?.id === member.id) {
    throw new ServiceError('bad-input', `${member.id} is the person who leaves. Name someone else.`, {
      field: 'to',
    });
  }
  const staff = await dependencies.people.staff();
  const staying = staff.filter(({ id }) => id !== member.id);
  const all = (await loadEveryFollowUp(dependencies)).map(({ followUp }) => followUp);
  const followUps = all.filter(({ ownerId }) => ownerId === member.id);
  const orphans = findOrphans(all, {
    before: staff,
    after: staying,
    ...(named === undefined ? {} : { heir: named.id }),
  });
  if (orphans.length > 0) {
    throw new ServiceError(
      'still-needed',
      `Nobody would be responsible for ${orphans.map(({ id }) => id).join(', ')}. Record a programme head first, with ${commandLines.addProgrammeHead}. Or name the next owner with --to.`,
      { field: 'owner' },
    );
  }
  return { member, successor: named ?? ownerOf({}, staying), followUps };
}

/**
 * Passes on the member's follow-ups, each with an audit record, and then removes the member. If it stops halfway,
 * running it again finishes the work.
 */
export async function removeStaff(
  { people, followUps, clock }: RemoveStaffDependencies,
  { planned, by }: { planned: PlannedLeaving; by: string },
): Promise<void> {
  const { member, successor } = planned;
  for (const before of planned.followUps) {
    await followUps.change({
      before,
      after: { ...before, ownerId: successor?.id },
      audit: {
        at: clock.now(),
        by,
        action: 'assign-owner',
        summary: `${successor?.id ?? 'Nobody'} now owns the follow-up, because ${member.id} left.`,
      },
    });
  }
  await people.removeStaffMember(member.id);
}
