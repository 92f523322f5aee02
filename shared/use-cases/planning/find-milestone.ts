import { type Milestone, milestonesOf } from '../../domain/clocks/milestones.ts';
import { matchName } from '../../domain/people/naming.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import { isRound, type RoundId } from '../../domain/programme.ts';
import { findOpenRound } from '../../domain/desk/tasks.ts';
import { ServiceError } from '../../errors.ts';
import { requireMatch } from '../finding/find-body.ts';
import type { FollowUpForDecision } from './plan-change.ts';

/** A milestone that asks the body for a return, and its round. */
export interface RoundMilestone {
  readonly milestone: Milestone;
  readonly round: Round;
}

/** Finds a milestone by its id, its name or the beginning of one, for example "six-week". */
export function findMilestone({ record, context }: FollowUpForDecision, written: string): Milestone {
  const milestones = milestonesOf(record, context);
  const hint = `Choose one of ${milestones.map(({ id }) => id).join(', ')}.`;
  const named = milestones.map((milestone) => {
    return { id: milestone.id, names: [milestone.rule.name], milestone };
  });
  return requireMatch(matchName(written, named), { written, kind: 'milestone', field: 'milestone', hint })
    .milestone;
}

/** Finds a round by name. @throws ServiceError `bad-input` if the milestone does not ask for a return. */
export function findRound(scene: FollowUpForDecision, written: string): RoundMilestone {
  const milestone = findMilestone(scene, written);
  if (isRound(milestone.rule)) return { milestone, round: roundOf(scene.record, milestone.id) };
  throw new ServiceError('bad-input', `The ${milestone.rule.name} does not ask for a return.`, {
    field: 'milestone',
  });
}

/** Returns every round of a follow-up, in the order of the programme. */
export function listRounds({ record, context }: FollowUpForDecision): RoundMilestone[] {
  return milestonesOf(record, context).flatMap((milestone) =>
    isRound(milestone.rule) ? [{ milestone, round: roundOf(record, milestone.id) }] : [],
  );
}

/**
 * Returns the round that needs an answer now. This is the round that waits for an answer about more time, or else the
 * open round.
 */
export function findCurrentRound(scene: FollowUpForDecision): RoundMilestone | undefined {
  const rounds = listRounds(scene);
  const waiting = findOpenRound(scene.record, scene.context)?.milestone.id;
  return (
    rounds.find(({ round }) => isMoreTimeAsked(round)) ??
    rounds.find(({ milestone }) => milestone.id === waiting)
  );
}

/** Tells whether the body has asked for more time and nobody has answered. */
export function isMoreTimeAsked({ moreTime }: Round): boolean {
  return moreTime !== undefined && moreTime.answer === undefined;
}

function roundOf(record: FollowUpRecord, id: RoundId): Round {
  return record.rounds.find((round) => round.id === id) ?? { id, savedAnswers: [], returns: [], version: 0 };
}
