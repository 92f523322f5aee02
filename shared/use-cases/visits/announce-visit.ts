import { londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import {
  requireBookedVisit,
  changeVisits,
  findOpenFollowUp,
  refusePast,
  spanWords,
  type VisitDays,
  type VisitDependencies,
  putVisit,
} from './visit-changes.ts';

/**
 * Plans the announcement of a booked visit. `isNew` is false if the visit was already announced.
 *
 * @throws ServiceError `not-found` if no visit is booked.
 */
export async function planAnnouncement(
  dependencies: VisitDependencies,
  named: string,
): Promise<{ before: FollowUp; after: FollowUp; days: VisitDays; isNew: boolean }> {
  const before = await findOpenFollowUp(dependencies, named);
  const { visit, booked } = requireBookedVisit(before);
  if (visit.announcedAt !== undefined) {
    return { before, after: before, days: booked, isNew: false };
  }
  refusePast(booked.lastOn, { today: londonDate(dependencies.clock.now()), followUpId: before.id });
  const announced = { ...visit, announcedAt: dependencies.clock.now() };
  return { before, after: putVisit(before, announced), days: booked, isNew: true };
}

/** Announces the booked days. The body gets one email, and the days are no longer confidential. */
export async function announceVisit(
  dependencies: VisitDependencies,
  { before, after, days, by }: { before: FollowUp; after: FollowUp; days: VisitDays; by: string },
): Promise<FollowUp> {
  const summary = `The revisit of ${spanWords(days)} is announced.`;
  return changeVisits(dependencies, { before, after, by, action: 'visit-announce', summary });
}
