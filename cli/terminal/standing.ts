import type { FollowUp } from '../../shared/domain/follow-up.ts';
import type { HeldVisit } from '../../shared/domain/visit.ts';
import { findBookedDays, type RevisitStanding } from '../../shared/domain/visits/revisit-standing.ts';
import type { RevisitJudgement } from '../../shared/domain/visits/visits.ts';
import { dateRange, shortHeldMonth } from './dates.ts';
import { countOf } from './emails.ts';

/** Returns how the revisit stands, such as "5 days late", "booked, in time" or "52 days left". */
export function standingWords(standing: RevisitStanding): string {
  switch (standing.kind) {
    case 'not-running':
      return { prepared: 'not published yet', staged: 'staged, not released', withdrawn: 'withdrawn' }[
        standing.state
      ];
    case 'held':
      return heldInWords(standing.judgement);
    case 'booked':
      return `booked, ${bookedInWords(standing.daysLate)}`;
    case 'unrecorded':
      return 'cannot tell';
    case 'not-held':
      return 'closed, not held';
    case 'suspended':
      return 'suspended';
    case 'no-date':
      return 'no date';
    case 'late':
      return `${countOf(standing.days, 'day')} late`;
    case 'to-come':
      return standing.daysLeft === 0 ? 'due today' : `${countOf(standing.daysLeft, 'day')} left`;
  }
}

/** Returns only the timing, such as "5 days late" or "in time", for a sentence about a booked or held visit. */
export function timingWords(standing: RevisitStanding): string {
  if (standing.kind === 'booked') return bookedInWords(standing.daysLate);
  return standing.kind === 'held' ? judgementWords(standing.judgement) : standingWords(standing);
}

function bookedInWords(daysLate: number): string {
  return daysLate > 0 ? `${countOf(daysLate, 'day')} late` : 'in time';
}

function heldInWords(judgement: RevisitJudgement): string {
  const words = judgementWords(judgement);
  switch (judgement.verdict) {
    case 'in time':
    case 'late':
      return `held ${words}`;
    case 'cannot tell':
      return `held, ${words}`;
    case 'not held':
      return words;
  }
}

function judgementWords(judgement: RevisitJudgement): string {
  return judgement.verdict === 'late'
    ? `${judgement.days}${judgement.atLeast ? '+' : ''} ${judgement.days === 1 ? 'day' : 'days'} late`
    : judgement.verdict;
}

/** Tells whether the revisit needs attention. The colour only repeats what the words say. */
export function isWorrying(standing: RevisitStanding): boolean {
  return standing.kind === 'late' || (standing.kind === 'booked' && standing.daysLate > 0);
}

/** Returns the days of the visit, such as "19-21 Jul 2016", "Sep 2016" if only the month is known, or "not booked". */
export function visitWords(followUp: FollowUp, standing: RevisitStanding): string {
  if (standing.kind === 'held') return heldWords(standing.held);
  if (standing.kind === 'unrecorded') return 'not recorded';
  if (standing.kind === 'not-held') return 'none';
  const booked = findBookedDays(followUp);
  return booked === undefined ? 'not booked' : dateRange(booked.firstOn, booked.lastOn);
}

/**
 * Returns the days that are booked, and whether they are in time, such as "5-8 Sep 2016 (in time)". A visit after the
 * revisit is neither in time nor late.
 */
export function bookedWords(followUp: FollowUp, standing: RevisitStanding): string {
  const booked = findBookedDays(followUp);
  if (booked === undefined) return 'no day';
  const days = dateRange(booked.firstOn, booked.lastOn);
  return standing.kind === 'booked' ? `${days} (${timingWords(standing)})` : days;
}

/** Returns the days of a visit that was held, such as "19-21 Jul 2016". */
export function heldWords(held: HeldVisit): string {
  return held.precision === 'day' ? dateRange(held.firstOn, held.lastOn) : shortHeldMonth(held);
}
