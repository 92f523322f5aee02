import { lastWorkingDayOnOrBefore } from '../../clocks/calendar.ts';
import { isAfter, isBefore, laterDate, londonDate, type PlainDate } from '../../dates.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { isStopped, moveByStops } from '../../clocks/stopped-clock.ts';
import { isRound, type RoundId } from '../../programme.ts';
import { hasHeldVisit, isAnswered, listRecommendationsAsked } from '../../returns/rounds.ts';
import { requestIdOf } from '../../rungs.ts';
import { isAnnounced } from '../../visits/visits.ts';
import type { Situation } from '../deciding/situation.ts';
import type { Statement } from '../../statement.ts';

/**
 * Returns what is true today of the fact that a statement is about. Returns undefined if it no longer matters: the round
 * is answered, the visit is over, or the day has passed and nothing new is known.
 */
export function findTruth(statement: Statement, situation: Situation): Statement | undefined {
  switch (statement.says) {
    case 'answer-by':
    case 'not-needed':
    case 'round-stopped':
      return truthOfRound(statement, situation);
    case 'revisit-by':
    case 'revisit-stopped':
    case 'no-revisit':
      return truthOfRevisit(statement, situation);
    case 'visit':
    case 'no-visit-days':
      return truthOfVisitDays(statement, situation);
    case 'comments-by':
      return truthOfComments(situation);
  }
}

type AboutRound = Extract<Statement, { readonly round: RoundId }>;

function truthOfRound(statement: AboutRound, situation: Situation): Statement | undefined {
  const { record, today } = situation;
  const { round: id } = statement;
  const milestone = situation.milestones.find((one) => one.id === id);
  const round = record.rounds.find((one) => one.id === id);
  if (isAnswered(round)) return undefined;
  if (record.followUp.state !== 'open') return { says: 'not-needed', round: id };
  if (milestone === undefined || !isRound(milestone.rule)) return { says: 'not-needed', round: id };
  // A later request says that it replaces this one.
  const later = situation.milestones.slice(situation.milestones.indexOf(milestone) + 1);
  if (later.some((one) => wasAsked(one, situation))) return undefined;
  if (milestone.rule.endsWithVisit === true && hasHeldVisit(record)) return { says: 'not-needed', round: id };
  if (record.recommendations.length > 0 && listRecommendationsAsked(record, milestone).length === 0) {
    return wasAsked(milestone, situation) ? { says: 'not-needed', round: id } : undefined;
  }
  if (milestone.suspended || isStopped(milestone.suspensions, today))
    return { says: 'round-stopped', round: id };
  const on = answerByNow(milestone, situation);
  const isOver = statement.says === 'answer-by' && isBefore(statement.on, today) && isBefore(on, today);
  return isOver ? undefined : { says: 'answer-by', round: id, on };
}

/** Returns the day until which the body may answer: the milestone's, or the later day of a late request. */
function answerByNow(milestone: Milestone, { record }: Situation): PlainDate {
  const request = requestIdOf(milestone.rule);
  let by = milestone.lastWorkingDay;
  for (const { key, rungId, answerBy, facts } of record.notices) {
    if (key.milestone !== milestone.id || rungId !== request || answerBy === undefined) continue;
    if (facts.claimed === undefined) continue;
    const { on } = moveByStops(answerBy, {
      startsOn: londonDate(facts.claimed),
      suspensions: milestone.suspensions,
    });
    by = laterDate(by, lastWorkingDayOnOrBefore(on, milestone.calendar));
  }
  return by;
}

function wasAsked({ id, rule }: Milestone, { record }: Situation): boolean {
  const request = requestIdOf(rule);
  return record.notices.some(
    ({ key, rungId, facts }) => key.milestone === id && rungId === request && facts.claimed !== undefined,
  );
}

function truthOfRevisit(statement: Statement, situation: Situation): Statement | undefined {
  const { record, today } = situation;
  if (hasHeldVisit(record)) return undefined;
  if (record.followUp.state !== 'open') return { says: 'no-revisit' };
  const milestone = situation.milestoneOf('visit');
  if (milestone === undefined) return { says: 'no-revisit' };
  if (milestone.suspended || isStopped(milestone.suspensions, today)) return { says: 'revisit-stopped' };
  const on = milestone.lastWorkingDay;
  const isOver = statement.says === 'revisit-by' && isBefore(statement.on, today) && isBefore(on, today);
  return isOver ? undefined : { says: 'revisit-by', on };
}

function truthOfVisitDays(statement: Statement, { record, today }: Situation): Statement | undefined {
  if (hasHeldVisit(record)) return undefined;
  if (statement.says === 'visit' && isAfter(today, statement.lastOn)) return undefined;
  const isOpen = record.followUp.state === 'open';
  const announced = isOpen
    ? record.followUp.visits.findLast((visit) => visit.booked !== undefined && isAnnounced(visit))?.booked
    : undefined;
  return announced === undefined ? { says: 'no-visit-days' } : { says: 'visit', ...announced };
}

function truthOfComments(situation: Situation): Statement | undefined {
  const milestone = situation.milestoneOf('duty');
  const { followUp } = situation.record;
  if (milestone === undefined || followUp.state !== 'open') return undefined;
  if (followUp.localPolicingBodyComments !== undefined) return undefined;
  return { says: 'comments-by', on: milestone.lastWorkingDay };
}
