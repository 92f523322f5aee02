import type { Programme } from '../../domain/programme.ts';
import { isAfter, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { forceNameOn, shortenForceName, type Force } from '../../domain/force.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import { followUpAsOf, workOutStanding, type RevisitStanding } from '../../domain/visits/revisit-standing.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../planning/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';

export interface FollowUpSummary {
  readonly followUp: FollowUp;
  readonly programme: Programme;
  readonly force: Force;
  /** The short name that people use, for example "Essex". */
  readonly forceName: string;
  readonly owner: StaffMember | undefined;
  readonly milestones: readonly Milestone[];
  readonly revisit: Milestone;
  readonly standing: RevisitStanding;
}

export interface ListFollowUpsDependencies extends DecisionSources {
  readonly followUps: FollowUps;
}

/**
 * Returns every follow-up that is published by `now` or prepared, with the state of its revisit. The earliest revisit
 * date comes first.
 */
export async function listFollowUps(
  dependencies: ListFollowUpsDependencies,
  now: Instant,
): Promise<FollowUpSummary[]> {
  const contexts = await DecisionContexts.at(now, dependencies);
  const today = londonDate(now);
  const all = await loadEveryFollowUp(dependencies);
  const shown = all.filter(
    ({ followUp }) => followUp.state === 'prepared' || !isAfter(followUp.publishedOn, today),
  );
  const summaries = await Promise.all(
    shown.map(({ followUp, force }) =>
      summariseFollowUp(followUpAsOf(followUp, today), { force, contexts, today }),
    ),
  );
  return summaries.sort(
    (a, b) => b.revisit.dueOn.until(a.revisit.dueOn).sign || compareText(a.followUp.id, b.followUp.id),
  );
}

/**
 * Summarises one follow-up, with its dates and the state of its revisit.
 *
 * @throws ServiceError `stored-data` if its programme does not exist or has no revisit milestone.
 */
export async function summariseFollowUp(
  followUp: FollowUp,
  { force, contexts, today }: { force: Force; contexts: DecisionContexts; today: PlainDate },
): Promise<FollowUpSummary> {
  const programme = await contexts.programmeOf(followUp);
  const milestones = milestonesOf(followUp, {
    programme,
    calendar: contexts.calendar,
    suspensions: contexts.suspensions,
  });
  const revisit = milestones.find(({ rule }) => rule.kind === 'visit');
  if (revisit === undefined) {
    throw new ServiceError('stored-data', `The programme of ${followUp.id} has no revisit milestone.`);
  }
  return {
    followUp,
    programme,
    force,
    forceName: shortenForceName(forceNameOn(force, followUp.publishedOn)),
    owner: contexts.ownerOf(followUp),
    milestones,
    revisit,
    standing: workOutStanding(followUp, { revisit, today }),
  };
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
