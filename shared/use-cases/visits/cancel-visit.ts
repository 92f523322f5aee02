import type { FollowUp } from '../../domain/follow-up.ts';
import type { Visit } from '../../domain/visit.ts';
import {
  requireBookedVisit,
  changeVisits,
  findOpenFollowUp,
  spanWords,
  type VisitDependencies,
  putVisit,
} from './visit-changes.ts';

/** Cancels the booking. Keeps its days and the reason. */
export async function cancelVisit(
  dependencies: VisitDependencies,
  { followUp: named, reason, by }: { followUp: string; reason: string; by: string },
): Promise<FollowUp> {
  const before = await findOpenFollowUp(dependencies, named);
  const { visit, booked } = requireBookedVisit(before);
  const recordedAt = dependencies.clock.now();
  const cancelled: Visit = {
    id: visit.id,
    moves: [...visit.moves, { from: booked.firstOn, reason, recordedAt }],
    report: visit.report,
  };
  return changeVisits(dependencies, {
    before,
    after: putVisit(before, cancelled),
    by,
    action: 'visit-cancel',
    summary: `The revisit booked for ${spanWords(booked)} is cancelled: ${reason}`,
  });
}
