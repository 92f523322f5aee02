import type { Milestone } from '../../domain/clocks/milestones.ts';
import { isImmediate } from '../../domain/clocks/timescale.ts';
import { isBefore, londonDate } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { isRound } from '../../domain/programme.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import type { DatesSection } from '../../wording/email-facts.ts';
import type { Moment, OwedNews } from './owed-news.ts';

/** Returns the dates that are still in the future, for the email on the day after publication. */
export function listFutureDates(
  news: OwedNews,
  { now }: Pick<Moment, 'now'>,
): Pick<DatesSection, 'rounds' | 'immediate' | 'revisitBy'> {
  const today = londonDate(now);
  const coming = news.milestones.filter(({ lastWorkingDay }) => !isBefore(lastWorkingDay, today));
  return {
    rounds: coming.flatMap((milestone) =>
      isRound(milestone.rule) && hasSomethingToAsk(news.record, milestone)
        ? [{ round: milestone.rule, by: milestone.lastWorkingDay }]
        : [],
    ),
    immediate: news.record.recommendations.some(({ timescale }) => isImmediate(timescale)),
    revisitBy: coming.find(({ rule }) => rule.kind === 'visit')?.lastWorkingDay,
  };
}

/**
 * Tells whether a round has something to ask about. A round is skipped if all its recommendations are closed. If no
 * recommendations are recorded, the round asks anyway.
 */
function hasSomethingToAsk(record: FollowUpRecord, milestone: Milestone): boolean {
  return record.recommendations.length === 0 || listRecommendationsAsked(record, milestone).length > 0;
}
