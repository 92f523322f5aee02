import { londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import {
  requireBookedVisit,
  changeVisits,
  findOpenFollowUp,
  refuseDays,
  refuseEarly,
  refusePast,
  spanWords,
  type VisitDays,
  type VisitDependencies,
  putVisit,
} from './visit-changes.ts';

/**
 * Moves the booked revisit. Keeps the old date and the reason. The new days are not announced until someone announces
 * them, even if the old days were.
 *
 * @throws ServiceError `not-found` if no visit is booked.
 * @throws ServiceError `bad-input` for days in the past, before publication or before the programme's window.
 */
export async function moveVisit(
  dependencies: VisitDependencies,
  { followUp: named, days, reason, by }: { followUp: string; days: VisitDays; reason: string; by: string },
): Promise<{ followUp: FollowUp; wasAnnounced: boolean }> {
  const before = await findOpenFollowUp(dependencies, named);
  const { visit, booked } = requireBookedVisit(before);
  refuseDays(days, { publishedOn: before.publishedOn });
  refusePast(days.lastOn, { today: londonDate(dependencies.clock.now()), followUpId: before.id });
  await refuseEarly(dependencies, { followUp: before, firstOn: days.firstOn });
  const { announcedAt, ...rest } = visit;
  const recordedAt = dependencies.clock.now();
  const moved = {
    ...rest,
    booked: days,
    moves: [...visit.moves, { from: booked.firstOn, reason, recordedAt }],
  };
  const followUp = await changeVisits(dependencies, {
    before,
    after: putVisit(before, moved),
    by,
    action: 'visit-move',
    summary: `The revisit moved to ${spanWords(days)}. Before, it was booked for ${spanWords(booked)}. Reason: ${reason}`,
  });
  return { followUp, wasAnnounced: announcedAt !== undefined };
}
