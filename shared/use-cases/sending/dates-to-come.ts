import type { Milestone } from '../../domain/clocks/milestones.ts';
import { isBefore, londonDate } from '../../domain/dates.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import { isRoundId } from '../../domain/programme.ts';
import { recommendationsAsked } from '../../domain/returns/rounds.ts';
import type { DatesSection } from '../../wording/email-facts.ts';
import type { Moment, OwedNews } from './owed-news.ts';

/** The dates that still lie ahead, for the email of the day after publication. */
export function datesToCome(
  news: OwedNews,
  { now }: Pick<Moment, 'now'>,
): Pick<DatesSection, 'rounds' | 'immediate' | 'revisitBy'> {
  const today = londonDate(now);
  const coming = news.milestones.filter(({ lastWorkingDay }) => !isBefore(lastWorkingDay, today));
  return {
    rounds: coming.flatMap((milestone) =>
      isRoundId(milestone.id) && hasSomethingToAsk(news.record, milestone)
        ? [{ round: milestone.id, by: milestone.lastWorkingDay }]
        : [],
    ),
    immediate: news.record.recommendations.some(({ timescale }) => timescale === 'immediately'),
    revisitBy: coming.find(({ id }) => id === 'revisit')?.lastWorkingDay,
  };
}

/** A round with nothing open to ask about is skipped; where no recommendation was recorded, the round asks all the same. */
function hasSomethingToAsk(record: FollowUpRecord, milestone: Milestone): boolean {
  return record.recommendations.length === 0 || recommendationsAsked(record, milestone).length > 0;
}
