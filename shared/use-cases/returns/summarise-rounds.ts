import { requestIdOf } from '../../domain/rungs.ts';
import type { WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import { standingOf, type Standing } from '../../domain/returns/standing.ts';
import { earlierInstant, isEarlier, londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { ReturnSummary, Round } from '../../domain/round.ts';
import { bodyNameOn, shortenBodyName } from '../../domain/body.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import type { Notice } from '../../domain/notice.ts';
import { isRound, type BodyWords, type Programme, type RungKind } from '../../domain/programme.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';

/** What happened in one round of one follow-up. */
export interface RoundSummary {
  readonly followUpId: string;
  readonly bodyName: string;
  readonly body: BodyWords;
  readonly simulated: boolean;
  readonly milestone: Milestone;
  readonly round: Round | undefined;
  /** The date by which the body was asked to answer. This is the milestone's date, or the date of a late request. */
  readonly answerBy: PlainDate;
  /** When the request left, and when the body's mail system first accepted it. */
  readonly askedAt: Instant | undefined;
  readonly acceptedAt: Instant | undefined;
  /** How many rungs of reminders and chasers left, and when the last email left. Each rung counts once. */
  readonly chased: number;
  readonly lastChasedAt: Instant | undefined;
  /** When the body's mail system accepted the last one. Undefined if nobody knows. */
  readonly lastChaseAcceptedAt: Instant | undefined;
  readonly returned: ReturnSummary | undefined;
  /** What we have from the body so far. */
  readonly standing: Standing;
}

/**
 * Summarises every round of one follow-up, or of all open follow-ups. Shows what was due, asked, accepted by mail
 * systems, chased and answered.
 */
export async function summariseRounds(
  dependencies: DecisionSources & { followUps: FollowUps; clock: Clock },
  { followUpId }: { followUpId: string | undefined },
): Promise<RoundSummary[]> {
  const contexts = await DecisionContexts.at(dependencies.clock.now(), dependencies);
  const summaries: RoundSummary[] = [];
  for (const { followUp, body } of await loadEveryFollowUp(dependencies)) {
    if (followUpId === undefined ? followUp.state !== 'open' : followUp.id !== followUpId) continue;
    const record = await dependencies.followUps.load(followUp.id);
    const programme = await contexts.programmeOf(followUp);
    const milestones = milestonesOf(record, {
      programme,
      calendar: contexts.calendar,
      suspensions: contexts.suspensions,
    });
    const bodyName = shortenBodyName(bodyNameOn(body, followUp.publishedOn));
    const { calendar } = contexts;
    const today = londonDate(contexts.now);
    summaries.push(...summariseRoundsOf(record, { milestones, bodyName, programme, calendar, today }));
  }
  return summaries;
}

export function summariseRoundsOf(
  record: FollowUpRecord,
  {
    milestones,
    bodyName,
    programme: { body },
    calendar,
    today,
  }: {
    milestones: readonly Milestone[];
    bodyName: string;
    programme: Programme;
    calendar: WorkingCalendar;
    today: PlainDate;
  },
): RoundSummary[] {
  const { followUp } = record;
  return milestones
    .filter(({ rule }) => isRound(rule))
    .map((milestone) => {
      const sent = record.notices.filter(
        ({ key, facts }) => key.milestone === milestone.id && facts.claimed !== undefined,
      );
      const requests = sent.filter(({ rungId }) => rungId === requestIdOf(milestone.rule));
      const chasers = sent.filter(({ rungId }) => isChaser(rungId, milestone));
      const round = record.rounds.find(({ id }) => id === milestone.id);
      return {
        followUpId: followUp.id,
        bodyName,
        body,
        simulated: followUp.simulated,
        milestone,
        round,
        answerBy:
          requests.findLast(({ answerBy }) => answerBy !== undefined)?.answerBy ?? milestone.lastWorkingDay,
        askedAt: earliest(requests, 'claimed'),
        acceptedAt: earliest(requests, 'delivered'),
        chased: new Set(chasers.map(({ rungId }) => rungId)).size,
        lastChasedAt: lastOf(chasers)?.facts.claimed,
        lastChaseAcceptedAt: lastOf(chasers)?.facts.delivered,
        returned: round?.returns.at(-1),
        standing: standingOf(round, {
          asked: listRecommendationsAsked(record, milestone),
          today,
          calendar,
        }),
      };
    });
}

const CHASING: readonly RungKind[] = ['reminder', 'chaser'];

function isChaser(rungId: string, { rule }: Milestone): boolean {
  return rule.rungs.some(({ id, kind }) => id === rungId && CHASING.includes(kind));
}

function earliest(notices: readonly Notice[], fact: 'claimed' | 'delivered'): Instant | undefined {
  let first: Instant | undefined;
  for (const { facts } of notices) {
    const at = facts[fact];
    if (at !== undefined) first = first === undefined ? at : earlierInstant(first, at);
  }
  return first;
}

/** Returns the notice that was claimed last. If several were claimed at the same instant, returns the first of them. */
function lastOf(notices: readonly Notice[]): Notice | undefined {
  let last: Notice | undefined;
  for (const notice of notices) {
    const at = notice.facts.claimed;
    const lastAt = last?.facts.claimed;
    if (at !== undefined && (lastAt === undefined || isEarlier(lastAt, at))) last = notice;
  }
  return last;
}
