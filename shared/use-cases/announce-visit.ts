import { londonDate } from '../domain/dates.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { ServiceError } from '../errors.ts';
import {
  bookedVisit,
  changeVisits,
  openFollowUp,
  refusePast,
  spanWords,
  type VisitDays,
  type VisitDependencies,
  withVisit,
} from './visit-changes.ts';

/** A booked visit whose days nobody outside knows yet. @throws ServiceError `not-found`, `conflict`. */
export async function visitToAnnounce(
  dependencies: VisitDependencies,
  named: string,
): Promise<{ before: FollowUp; after: FollowUp; days: VisitDays }> {
  const before = await openFollowUp(dependencies, named);
  const { visit, booked } = bookedVisit(before);
  if (visit.announcedAt !== undefined) {
    throw new ServiceError('conflict', `The visit of ${spanWords(booked)} is announced already.`);
  }
  refusePast(booked.lastOn, { today: londonDate(dependencies.clock.now()) });
  const announced = { ...visit, announcedAt: dependencies.clock.now() };
  return { before, after: withVisit(before, announced), days: booked };
}

/** Announces the booked days: an email to the force leaves once, and the days are confidential no more. */
export async function announceVisit(
  dependencies: VisitDependencies,
  of: { before: FollowUp; after: FollowUp; days: VisitDays; by: string },
): Promise<FollowUp> {
  const { before, after, days, by } = of;
  const summary = `The revisit of ${spanWords(days)} is announced.`;
  return changeVisits(dependencies, { before, after, by, action: 'visit-announce', summary });
}
