import type { FollowUp } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { People } from '../../ports/people.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { everyFollowUp } from '../finding/every-follow-up.ts';
import { orphanedBy } from './orphaned-follow-ups.ts';

interface RemoveStaffDependencies {
  readonly people: People;
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

/** A member of the inspectorate who leaves, and who is responsible for their follow-ups from then on. */
export interface PlannedLeaving {
  readonly member: StaffMember;
  readonly successor: StaffMember | undefined;
  /** Those that name the member as their owner; what has ended may be opened again. */
  readonly followUps: readonly FollowUp[];
}

/**
 * What it means that somebody leaves: their follow-ups go to a named owner, or to the programme head.
 *
 * @throws ServiceError `not-found` or `ambiguous`; `conflict` where a follow-up would be left with nobody responsible.
 */
export async function planLeaving(
  dependencies: RemoveStaffDependencies,
  leaving: { owner: string; to?: string },
): Promise<PlannedLeaving> {
  const member = await findStaffMember(dependencies, leaving.owner);
  const named = leaving.to === undefined ? undefined : await findStaffMember(dependencies, leaving.to);
  if (named?.id === member.id) {
    throw new ServiceError('bad-input', `${member.id} is the one who leaves. Name somebody else.`, {
      field: 'to',
    });
  }
  const staff = await dependencies.people.staff();
  const staying = staff.filter(({ id }) => id !== member.id);
  const all = (await everyFollowUp(dependencies)).map(({ followUp }) => followUp);
  const followUps = all.filter(({ ownerId }) => ownerId === member.id);
  const orphans = orphanedBy(all, {
    before: staff,
    after: staying,
    ...(named === undefined ? {} : { heir: named.id }),
  });
  if (orphans.length > 0) {
    throw new ServiceError(
      'still-needed',
      `Nobody would be responsible for ${orphans.map(({ id }) => id).join(', ')}. Record a programme head first (revisit owner add … --head), or name the next owner with --to.`,
      { field: 'owner' },
    );
  }
  return { member, successor: named ?? ownerOf({}, staying), followUps };
}

/** Passes their follow-ups on, each with its audit record, then takes the member off. Interrupted, the same again goes on. */
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
        summary: `${successor?.id ?? 'Nobody'} owns the follow-up: ${member.id} left.`,
      },
    });
  }
  await people.removeStaffMember(member.id);
}
