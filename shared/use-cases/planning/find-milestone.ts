import { type Milestone, milestonesOf } from '../../domain/clocks/milestones.ts';
import { matchName } from '../../domain/people/naming.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import { isRoundId, type RoundId } from '../../domain/programme.ts';
import { waitingOnForce } from '../../domain/desk/tasks.ts';
import { ServiceError } from '../../errors.ts';
import { chosen } from '../finding/find-force.ts';
import type { Scene } from './plan-change.ts';

/** A milestone that asks the force for a return, with what became of it. */
export interface RoundMilestone {
  readonly milestone: Milestone;
  readonly round: Round;
}

/** The milestone that is meant: by its id, by its name, or by what begins one: "six-week". */
export function findMilestone({ record, context }: Scene, written: string): Milestone {
  const milestones = milestonesOf(record.followUp, context);
  const hint = `Choose one of ${milestones.map(({ id }) => id).join(', ')}.`;
  const named = milestones.map((milestone) => {
    return { id: milestone.id, names: [milestone.rule.name], milestone };
  });
  return chosen(matchName(written, named), { written, kind: 'milestone', field: 'milestone', hint })
    .milestone;
}

/** The round that is meant by its name. @throws ServiceError `bad-input` for a milestone that asks for no return. */
export function findRound(scene: Scene, written: string): RoundMilestone {
  const milestone = findMilestone(scene, written);
  if (isRoundId(milestone.id)) return { milestone, round: roundOf(scene.record, milestone.id) };
  throw new ServiceError('bad-input', `The ${milestone.rule.name} asks the force for no return.`, {
    field: 'milestone',
  });
}

/** Every round of a follow-up, in the programme's order. */
export function roundsIn({ record, context }: Scene): RoundMilestone[] {
  return milestonesOf(record.followUp, context).flatMap((milestone) =>
    isRoundId(milestone.id) ? [{ milestone, round: roundOf(record, milestone.id) }] : [],
  );
}

/** The round in which the force is to move: the one that waits for an answer about more time, else the open one. */
export function roundInPlay(scene: Scene): RoundMilestone | undefined {
  const rounds = roundsIn(scene);
  const waiting = waitingOnForce(scene.record, scene.context)?.milestone.id;
  return (
    rounds.find(({ round }) => isMoreTimeAsked(round)) ??
    rounds.find(({ milestone }) => milestone.id === waiting)
  );
}

export function isMoreTimeAsked({ moreTime }: Round): boolean {
  return moreTime !== undefined && moreTime.answer === undefined;
}

function roundOf(record: FollowUpRecord, id: RoundId): Round {
  return record.rounds.find((round) => round.id === id) ?? { id, savedAnswers: [], returns: [], version: 0 };
}
