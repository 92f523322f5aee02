import { addWorkingDays, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { findRungDay } from '../../domain/clocks/ladder.ts';
import { isBefore, laterDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { isRoundId, type RoundId } from '../../domain/programme.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import type { OwedNews } from './owed-news.ts';

/** Returns the earlier round that was asked for and never answered. The current round absorbs it. */
export function findUnansweredRound({ notice, record, milestones }: OwedNews): RoundId | undefined {
  const before = milestones.filter(({ dueOn }) => isBefore(dueOn, notice.milestone.dueOn));
  return before
    .map(({ id }) => id)
    .filter(isRoundId)
    .findLast(
      (round) => wasAsked(round, record) && !isAnswered(record.rounds.find(({ id }) => id === round)),
    );
}

function wasAsked(round: RoundId, record: FollowUpRecord): boolean {
  return record.notices.some(
    ({ key, rungId, facts }) =>
      key.milestone === round && rungId === 'request' && facts.claimed !== undefined,
  );
}

/** Counts the recommendations of a notice that have a saved answer. */
export function progressOf({ notice, record }: OwedNews): { saved: number; asked: number } {
  const saved = record.rounds.find(({ id }) => id === notice.milestone.id)?.savedAnswers ?? [];
  return {
    saved: notice.recommendations.filter((number) => saved.includes(number)).length,
    asked: notice.recommendations.length,
  };
}

/**
 * Returns the day on which the owner rings. The ladder counts it from the due date or the date asked for, if that is
 * later.
 */
export function ringOn(
  news: OwedNews,
  { by, calendar }: { by: PlainDate; calendar: WorkingCalendar },
): PlainDate {
  const { milestone } = news.notice;
  const ring = milestone.rule.rungs.find(({ id }) => id === 'ring');
  if (ring === undefined) return addWorkingDays(laterDate(by, milestone.dueOn), { days: 10, calendar });
  return findRungDay(ring.at, { milestone, calendar, by });
}
