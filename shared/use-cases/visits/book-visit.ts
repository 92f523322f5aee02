import { inWords, londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { bookedDays } from '../../domain/visits/revisit-standing.ts';
import { ServiceError } from '../../errors.ts';
import {
  changeVisits,
  newVisit,
  openFollowUp,
  refuseDays,
  refusePast,
  spanWords,
  type VisitDays,
  type VisitDependencies,
} from './visit-changes.ts';

/** Books the revisit; the same days again are no mistake. @throws ServiceError `conflict` where other days are booked; `bad-input` for days that cannot be. */
export async function bookVisit(
  dependencies: VisitDependencies,
  { followUp: named, days, by }: { followUp: string; days: VisitDays; by: string },
): Promise<FollowUp> {
  const before = await openFollowUp(dependencies, named);
  const booked = bookedDays(before);
  if (booked?.firstOn.equals(days.firstOn) === true && booked.lastOn.equals(days.lastOn)) return before;
  if (booked !== undefined) {
    throw new ServiceError(
      'recorded-already',
      `${before.id} is booked for ${inWords(booked.firstOn)}. revisit visit move ${before.id} changes it, and keeps the old date and the reason.`,
    );
  }
  refuseDays(days, { publishedOn: before.publishedOn });
  refusePast(days.lastOn, { today: londonDate(dependencies.clock.now()) });
  const visits = [...before.visits, { ...newVisit(before), booked: days }];
  return changeVisits(dependencies, {
    before,
    after: { ...before, visits },
    by,
    action: 'visit-book',
    summary: `The revisit is booked for ${spanWords(days)}.`,
  });
}
