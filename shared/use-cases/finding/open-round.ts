import type { WorkingCalendar } from '../../domain/clocks/calendar.ts';
import { londonDate, type Instant, type PlainDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import { answerByOf, findLastDayToChange, isRoundOpen, chooseRound } from '../../domain/form/form.ts';
import { milestonesOf, type Milestone } from '../../domain/clocks/milestones.ts';
import {
  findRoundRule,
  isRound,
  type Programme,
  type RoundId,
  type RoundRule,
} from '../../domain/programme.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import type { SentAnswer } from '../../domain/answer.ts';
import { findOpenRound } from '../../domain/desk/tasks.ts';
import type { FollowUpWithDrafts, FormReading } from '../../ports/form-reading.ts';
import { DecisionContexts, type DecisionSources } from './decision-contexts.ts';

export interface OpenRoundDependencies extends DecisionSources {
  readonly formReading: FormReading;
}

/** The round whose form takes what a body writes now. */
export interface RoundInHand {
  readonly record: FollowUpWithDrafts;
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly milestone: Milestone;
  readonly rule: RoundRule;
  readonly round: Round & { readonly id: RoundId };
  readonly asked: readonly Recommendation[];
  readonly answerBy: PlainDate;
  /** True if a return of this round can still be sent or changed. */
  readonly isOpen: boolean;
  /** The body's last answers in an earlier round, by number of the recommendation. */
  readonly lastAnswers: ReadonlyMap<number, SentAnswer>;
}

/**
 * Finds the round that someone writes about. This is the round that our email asked about, or a later round that has
 * replaced it. If our email asked about none, this is the round that we are waiting for. Returns undefined if there is
 * no such round.
 */
export async function findRoundInHand(
  scene: { linked: RoundId | undefined; now: Instant; dependencies: OpenRoundDependencies },
  record: FollowUpWithDrafts,
): Promise<RoundInHand | undefined> {
  const { followUp } = record;
  const contexts = await DecisionContexts.at(scene.now, scene.dependencies);
  const context = await contexts.of(followUp);
  const { programme, calendar } = context;
  const milestones = milestonesOf(record, context);
  const waited = findOpenRound(record, context)?.milestone.id;
  const linked = findRoundRule(programme, scene.linked ?? '')?.id ?? waited;
  if (linked === undefined) return undefined;
  const id = chooseRound(record, { linked, milestones });
  const milestone = milestones.find((candidate) => candidate.id === id);
  if (milestone?.rule.kind !== 'round') return undefined;
  const round = record.rounds.find((known) => known.id === id) ?? {
    id,
    savedAnswers: [],
    returns: [],
    version: 0,
  };
  const numbers = listRecommendationsAsked(record, milestone);
  const until = findLastDayToChange(round, { dueOn: milestone.dueOn, programme, calendar });
  return {
    record,
    programme,
    calendar,
    milestone,
    rule: milestone.rule,
    round: { ...round, id },
    asked: record.recommendations.filter(({ number }) => numbers.includes(number)),
    answerBy: answerByOf(record, milestone),
    isOpen: isRoundOpen(round, { changeableUntil: until, today: londonDate(scene.now) }),
    lastAnswers: await lastAnswersBefore(record, { id, milestones, dependencies: scene.dependencies }),
  };
}

async function lastAnswersBefore(
  record: FollowUpWithDrafts,
  {
    milestones,
    id,
    dependencies,
  }: { id: RoundId; milestones: readonly Milestone[]; dependencies: OpenRoundDependencies },
): Promise<ReadonlyMap<number, SentAnswer>> {
  const own = milestones.findIndex((milestone) => milestone.id === id);
  for (const milestone of milestones.slice(0, own).reverse()) {
    const sent = record.rounds.find((round) => round.id === milestone.id)?.returns.at(-1);
    if (sent === undefined || !isRound(milestone.rule)) continue;
    const { followUp } = record;
    const { returned } = await dependencies.formReading.details({
      followUpId: followUp.id,
      forceId: followUp.forceId,
      contactId: sent.contactId ?? '',
      ownerId: followUp.ownerId,
      returned: { round: milestone.id, version: sent.version },
    });
    return returned?.sentAnswers ?? new Map();
  }
  return new Map();
}
