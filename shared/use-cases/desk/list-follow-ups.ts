import { countsFromAnswers, type Programme } from '../../domain/programme.ts';
import type { Round } from '../../domain/round.ts';
import { isAfter, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { bodyNameOn, shortenBodyName, type Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import { followUpAsOf, workOutStanding, type RevisitStanding } from '../../domain/visits/revisit-standing.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';

export interface FollowUpSummary {
  readonly followUp: FollowUp;
  readonly programme: Programme;
  readonly body: Body;
  /** The short name that people use, for example "Essex". */
  readonly bodyName: string;
  readonly owner: StaffMember | undefined;
  readonly milestones: readonly Milestone[];
  /** The visit. Undefined if the programme has none, or if its date waits for something to happen. */
  readonly revisit: Milestone | undefined;
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
    shown.map(async ({ followUp, body }) => {
      const programme = await contexts.programmeOf(followUp);
      // Only some programmes count from an answer. The others need no second read.
      const rounds = countsFromAnswers(programme)
        ? (await dependencies.followUps.load(followUp.id)).rounds
        : [];
      return summariseFollowUp(followUpAsOf(followUp, today), { body, contexts, today, rounds });
    }),
  );
  return summaries.sort(
    (a, b) => compareDue(a.revisit, b.revisit) || compareText(a.followUp.id, b.followUp.id),
  );
}

/**
 * Summarises one follow-up, with its dates and the state of its revisit.
 *
 * @throws ServiceError `stored-data` if its programme does not exist.
 */
export async function summariseFollowUp(
  followUp: FollowUp,
  {
    body,
    contexts,
    today,
    rounds,
  }: {
    body: Body;
    contexts: DecisionContexts;
    today: PlainDate;
    /** Absent if the programme counts nothing from an answer. */
    rounds?: readonly Round[];
  },
): Promise<FollowUpSummary> {
  const programme = await contexts.programmeOf(followUp);
  const milestones = milestonesOf(
    { followUp, rounds: rounds ?? [] },
    {
      programme,
      calendar: contexts.calendar,
      suspensions: contexts.suspensions,
    },
  );
  const revisit = milestones.find(({ rule }) => rule.kind === 'visit');
  return {
    followUp,
    programme,
    body,
    bodyName: shortenBodyName(bodyNameOn(body, followUp.publishedOn)),
    owner: contexts.ownerOf(followUp),
    milestones,
    revisit,
    standing: workOutStanding(followUp, { revisit, today }),
  };
}

/** Sorts by due date. A visit without a date comes last. */
function compareDue(left: Milestone | undefined, right: Milestone | undefined): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return right.dueOn.until(left.dueOn).sign;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
