import type { FollowUp } from '../../domain/follow-up.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { changeVisits, type VisitDependencies } from './visit-changes.ts';

/** Records why the revisit is or was late. Until then, the desk asks for the reason every week. */
export async function recordLateReason(
  dependencies: VisitDependencies,
  { followUp: named, reason, by }: { followUp: string; reason: string; by: string },
): Promise<FollowUp> {
  const before = await findFollowUp(dependencies, named);
  return changeVisits(dependencies, {
    before,
    after: { ...before, lateReason: reason },
    by,
    action: 'visit-reason',
    summary: `Why the revisit is late: ${reason}`,
  });
}
