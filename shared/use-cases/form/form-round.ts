import { calendarOf, type WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import { answerByOf, findLastDayToChange, isRoundOpen, chooseRound } from '../../domain/form/form.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import { isRound, type Programme, type RoundId, type RoundRule } from '../../domain/programme.ts';
import { findTimescaleEnd } from '../../domain/clocks/timescale.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import type { FormSettings, FollowUpWithDrafts } from '../../ports/form-reading.ts';
import type { Programmes } from '../../ports/programmes.ts';
import { programmeOf } from '../finding/programme-of.ts';

/** A round as its form shows it. */
export interface FormRound {
  readonly record: FollowUpWithDrafts;
  readonly programme: Programme;
  readonly organisation: Organisation;
  readonly calendar: WorkingCalendar;
  readonly milestones: readonly Milestone[];
  readonly milestone: Milestone;
  readonly roundId: RoundId;
  readonly rule: RoundRule;
  readonly round: Round;
  readonly asked: readonly Recommendation[];
  readonly now: Instant;
  readonly today: PlainDate;
  readonly answerBy: PlainDate;
  /** The last day on which a return can be changed. Undefined until a return has arrived. */
  readonly changeableUntil: PlainDate | undefined;
  readonly isOpen: boolean;
  /** The latest return of an earlier round. "Nothing has changed" refers to it. */
  readonly lastReturn:
    | {
        readonly round: RoundId;
        readonly version: number;
        readonly reference: string;
        readonly receivedAt: Instant;
      }
    | undefined;
}

/** Returns the day by which a recommendation has to be met, if the report gives one. */
export function timescaleEndOf(
  { record, calendar }: Pick<FormRound, 'record' | 'calendar'>,
  { timescale }: Recommendation,
): PlainDate | undefined {
  return findTimescaleEnd(timescale, { publishedOn: record.followUp.publishedOn, calendar });
}

/**
 * Returns the round that a link or a session opens today.
 *
 * @throws ServiceError `stored-data` if the follow-up has no such milestone.
 */
export async function findFormRound(
  record: FollowUpWithDrafts,
  {
    dependencies,
    now,
    calendar: officeCalendar,
    suspensions,
    organisation,
    linked,
  }: FormSettings & {
    linked: RoundId;
    now: Instant;
    dependencies: { readonly programmes: Programmes };
  },
): Promise<FormRound> {
  const { followUp } = record;
  const programme = await programmeOf(dependencies, followUp);
  const calendar = calendarOf(programme, officeCalendar);
  const today = londonDate(now);
  const milestones = milestonesOf(record, {
    programme,
    calendar,
    suspensions,
  });
  const roundId = chooseRound(record, { linked, milestones });
  const milestone = milestones.find((candidate) => candidate.id === roundId);
  if (milestone?.rule.kind !== 'round') {
    throw new ServiceError('stored-data', `${followUp.id} has no round ${roundId}.`);
  }
  const round = record.rounds.find((candidate) => candidate.id === roundId) ?? {
    id: roundId,
    savedAnswers: [],
    returns: [],
    version: 0,
  };
  const askedNumbers = listRecommendationsAsked(record, milestone);
  const answerBy = answerByOf(record, milestone);
  const until = findLastDayToChange(round, { dueOn: milestone.dueOn, programme, calendar });
  return {
    record,
    programme,
    organisation,
    calendar,
    milestones,
    milestone,
    roundId,
    rule: milestone.rule,
    round,
    asked: record.recommendations.filter(({ number }) => askedNumbers.includes(number)),
    now,
    today,
    answerBy,
    changeableUntil: until,
    isOpen: isRoundOpen(round, { changeableUntil: until, today }),
    lastReturn: lastReturnBefore(record, { roundId, milestones }),
  };
}

function lastReturnBefore(
  record: FollowUpWithDrafts,
  { roundId, milestones }: { roundId: RoundId; milestones: readonly Milestone[] },
): FormRound['lastReturn'] {
  const own = milestones.findIndex((milestone) => milestone.id === roundId);
  for (const milestone of milestones.slice(0, own).reverse()) {
    if (!isRound(milestone.rule)) continue;
    const sent = record.rounds.find((round) => round.id === milestone.id)?.returns.at(-1);
    if (sent !== undefined) return { ...sent, round: milestone.id };
  }
  return undefined;
}
