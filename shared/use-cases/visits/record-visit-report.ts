import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Visit } from '../../domain/visit.ts';
import { ServiceError } from '../../errors.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { changeVisits, newVisit, type VisitDependencies, putVisit } from './visit-changes.ts';

/** Records the report on the revisit. Its date is kept apart from the date of the visit. */
export async function recordVisitReport(
  dependencies: VisitDependencies,
  reporting: { followUp: string; publishedOn: PlainDate; url?: string; by: string },
): Promise<FollowUp> {
  const before = await findFollowUp(dependencies, reporting.followUp);
  const { publishedOn, url } = reporting;
  if (isAfter(publishedOn, londonDate(dependencies.clock.now()))) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(publishedOn)} is in the future. Give today or an earlier day.`,
      { field: 'on' },
    );
  }
  const visit = before.visits.findLast(({ held }) => held !== undefined) ?? before.visits.at(-1);
  refuseBeforeVisit(visit, publishedOn);
  const reported: Visit = {
    ...(visit ?? newVisit(before)),
    report: { publishedOn, url: url ?? visit?.report?.url },
  };
  return changeVisits(dependencies, {
    before,
    after: putVisit(before, reported),
    by: reporting.by,
    action: 'visit-report',
    summary: `The report on the revisit was published on ${formatDate(publishedOn)}.`,
  });
}

function refuseBeforeVisit(visit: Visit | undefined, publishedOn: PlainDate): void {
  const days = visit?.held?.precision === 'day' ? visit.held : visit?.booked;
  if (days === undefined || !isBefore(publishedOn, days.firstOn)) return;
  throw new ServiceError(
    'bad-input',
    `The visit ${visit?.held === undefined ? 'is booked for' : 'was held on'} ${formatDate(days.firstOn)}, so its report cannot be older.`,
    { field: 'on' },
  );
}
