import type { AuditEntry } from '../../domain/audit.ts';
import { formatDayAndMonth, formatDate, isAfter, isBefore, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Visit } from '../../domain/visit.ts';
import { ServiceError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { commandLines } from '../../wording/commands.ts';

export interface VisitDependencies extends DecisionSources {
  readonly followUps: FollowUps;
  readonly clock: Clock;
}

export interface VisitDays {
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
}

/**
 * Finds an open follow-up by its id or its body.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 * @throws ServiceError `wrong-state` if it is not open.
 */
export async function findOpenFollowUp(dependencies: VisitDependencies, named: string): Promise<FollowUp> {
  const followUp = await findFollowUp(dependencies, named);
  if (followUp.state === 'open') return followUp;
  throw new ServiceError(
    'wrong-state',
    `${followUp.id} is ${followUp.state}. A visit can only be booked while its clocks run.`,
  );
}

/** Returns the visit that is booked and has not been held. @throws ServiceError `not-found` if no visit is booked. */
export function requireBookedVisit(followUp: FollowUp): { visit: Visit; booked: VisitDays } {
  const visit = followUp.visits.findLast(({ booked, held }) => booked !== undefined && held === undefined);
  if (visit?.booked === undefined) {
    throw new ServiceError(
      'not-found',
      `No visit is booked for ${followUp.id}. To book one, use ${commandLines.bookVisit(followUp.id)}.`,
    );
  }
  return { visit, booked: visit.booked };
}

/** Returns a new visit with the next number as its id. It has no days. */
export function newVisit(followUp: FollowUp): Visit {
  return { id: `visit-${followUp.visits.length + 1}`, moves: [] };
}

/** Returns the follow-up with this visit added, or replaced if it already has one with the same id. */
export function putVisit(followUp: FollowUp, visit: Visit): FollowUp {
  const others = followUp.visits.filter(({ id }) => id !== visit.id);
  return { ...followUp, visits: [...others, visit] };
}

/**
 * Refuses impossible days of a visit.
 *
 * @throws ServiceError `bad-input` if the last day is before the first, or the first is not after publication.
 */
export function refuseDays(
  { firstOn, lastOn }: VisitDays,
  { publishedOn }: { publishedOn: PlainDate },
): void {
  if (isBefore(lastOn, firstOn)) {
    throw new ServiceError(
      'bad-input',
      `The last day is before the first day, ${formatDate(firstOn)}. Give a later last day.`,
      {
        field: 'last',
      },
    );
  }
  if (!isAfter(firstOn, publishedOn)) {
    throw new ServiceError(
      'bad-input',
      `The report was published on ${formatDate(publishedOn)}. Give a later day.`,
      {
        field: 'first',
      },
    );
  }
}

/** Refuses a visit that would end before today. @throws ServiceError `bad-input`. */
export function refusePast(
  lastOn: PlainDate,
  { today, followUpId }: { today: PlainDate; followUpId: string },
): void {
  if (!isBefore(lastOn, today)) return;
  throw new ServiceError(
    'bad-input',
    `${formatDate(lastOn)} is in the past. To record a visit that was held, use revisit visit done ${followUpId} --first <date>.`,
    { field: 'first' },
  );
}

/**
 * Refuses a visit that would begin before its programme allows one. A window whose start is not known yet refuses
 * nothing.
 *
 * @throws ServiceError `bad-input` with the first day that is allowed and how it is counted.
 */
export async function refuseEarly(
  dependencies: VisitDependencies,
  { followUp, firstOn }: { followUp: FollowUp; firstOn: PlainDate },
): Promise<void> {
  const programme = await programmeOf(dependencies, followUp);
  const rule = programme.milestones.find(({ kind }) => kind === 'visit');
  if (rule?.noEarlierThan === undefined) return;
  const { rounds } = await dependencies.followUps.load(followUp.id);
  const contexts = await DecisionContexts.at(dependencies.clock.now(), dependencies);
  const visit = milestonesOf({ followUp, rounds }, await contexts.of(followUp)).find(
    ({ id }) => id === rule.id,
  );
  if (visit?.noEarlierThan === undefined || !isBefore(firstOn, visit.noEarlierThan)) return;
  throw new ServiceError(
    'bad-input',
    `The ${rule.name} ${visit.windowExplanation} Give that day or a later one.`,
    { field: 'first' },
  );
}

/** Puts a span of days into words, for example "5 to 8 September 2016" or "30 June to 2 July 2016". */
export function spanWords({ firstOn, lastOn }: VisitDays): string {
  if (firstOn.equals(lastOn)) return formatDate(firstOn);
  if (firstOn.year !== lastOn.year) return `${formatDate(firstOn)} to ${formatDate(lastOn)}`;
  const first = firstOn.month === lastOn.month ? String(firstOn.day) : formatDayAndMonth(firstOn);
  return `${first} to ${formatDate(lastOn)}`;
}

export function changeVisits(
  { followUps, clock }: VisitDependencies,
  {
    before,
    after,
    by,
    action,
    summary,
  }: { before: FollowUp; after: FollowUp; by: string } & Pick<AuditEntry, 'action' | 'summary'>,
): Promise<FollowUp> {
  return followUps.change({ before, after, audit: { at: clock.now(), by, action, summary } });
}
