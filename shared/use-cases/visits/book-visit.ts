import { formatDate, londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { findBookedDays } from '../../domain/visits/revisit-standing.ts';
import { ServiceError } from '../../errors.ts';
import {
  changeVisits,
  newVisit,
  findOpenFollowUp,
  refuseDays,
  refuseEarly,
  refusePast,
  spanWords,
  type VisitDays,
  type VisitDependencies,
} from './visit-changes.ts';

/**
 * Books the revisit. Booking the same days again changes nothing.
 *
 * @throws ServiceError `recorded-already` if other days are booked.
 * @throws ServiceError `bad-input` for days in the past, before publication or before the programme's window.
 */
export async function bookVisit(
  dependencies: VisitDependencies,
  { followUp: named, days, by }: { followUp: string; days: VisitDays; by: string },
): Promise<FollowUp> {
  const before = await findOpenFollowUp(dependencies, named);
  const booked = findBookedDays(before);
  if (booked?.firstOn.equals(days.firstOn) === true && booked.lastOn.equals(days.lastOn)) return before;
  if (booked !== undefined) {
    throw new ServiceError(
      'recorded-already',
      `${before.id} is booked for ${formatDate(booked.firstOn)}. To change that, use revisit visit move ${before.id} --first <date> --reason <text>. It keeps the old date and the reason.`,
    );
  }
  refuseDays(days, { publishedOn: before.publishedOn });
  refusePast(days.lastOn, { today: londonDate(dependencies.clock.now()), followUpId: before.id });
  await refuseEarly(dependencies, { followUp: before, firstOn: days.firstOn });
  const visits = [...before.visits, { ...newVisit(before), booked: days }];
  return changeVisits(dependencies, {
    before,
    after: { ...before, visits },
    by,
    action: 'visit-book',
    summary: `The revisit is booked for ${spanWords(days)}.`,
  });
}
