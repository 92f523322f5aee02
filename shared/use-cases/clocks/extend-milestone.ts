import { inWords, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import { isRoundId } from '../../domain/programme.ts';
import { hasHeldVisit, isAnswered } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { findMilestone, isMoreTimeAsked, roundInPlay, roundsIn } from '../planning/find-milestone.ts';
import {
  planned,
  runningScene,
  type ChangeDependencies,
  type PlannedChange,
  type Scene,
} from '../planning/plan-change.ts';

export interface Extension {
  /** The follow-up's id, or its force. */
  readonly followUp: string;
  /**
   * The milestone's id or name. Without it, the round that waits for an answer about more time, or else the open round.
   */
  readonly milestone?: string;
  readonly to: PlainDate;
  readonly reason: string;
  readonly by: string;
}

/**
 * Plans a revised date with its reason. Keeps the original date, and annual figures count against the original. If the
 * force asked for more time, this answers the request. The same date with another reason corrects the reason.
 *
 * @throws ServiceError `bad-input` if the date is in the past or set by law.
 * @throws ServiceError `bad-input` if no milestone is given and no round is open.
 * @throws ServiceError `conflict` if the round is answered or the revisit has been held.
 */
export async function planExtension(
  dependencies: ChangeDependencies,
  extension: Extension,
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, extension.followUp);
  const milestone =
    extension.milestone === undefined ? inPlay(scene) : findMilestone(scene, extension.milestone);
  return extended(scene, { ...extension, milestone });
}

/** Plans the same for a milestone that the caller has already found. */
export function extended(
  scene: Scene,
  extension: { milestone: Milestone; to: PlainDate; reason: string; by: string },
): PlannedChange {
  const { followUp } = scene.record;
  const { milestone, to } = extension;
  refuse(scene, extension);
  const round = roundsIn(scene).find((candidate) => candidate.milestone.id === milestone.id)?.round;
  const about = {
    action: 'extend',
    summary: `The ${milestone.rule.name}, due ${inWords(milestone.dueOn)}, is now due ${inWords(to)}: ${extension.reason}`,
  };
  const isAsked = round !== undefined && isMoreTimeAsked(round);
  if (!milestone.suspended && to.equals(milestone.dueOn) && !isAsked) return withReason(scene, extension);
  const at = scene.context.now;
  const revision = {
    milestone: milestone.id,
    revisedDueOn: to,
    reason: extension.reason,
    recordedAt: at,
    recordedBy: extension.by,
  };
  const after: FollowUp = { ...followUp, revisions: [...followUp.revisions, revision] };
  const rounds = isAsked ? granted(round, { at, until: to }) : [];
  return planned(scene, { becoming: { after, rounds }, ...about });
}

/**
 * Plans a change of reason only, because the date is the same. Replaces the recorded reason. No date moves and no email
 * changes.
 */
function withReason(
  scene: Scene,
  { milestone, to, reason }: { milestone: Milestone; to: PlainDate; reason: string },
): PlannedChange {
  const { followUp } = scene.record;
  const due = `The ${milestone.rule.name} is due ${inWords(to)}`;
  const known = followUp.revisions.findLast((revision) => revision.milestone === milestone.id);
  if (known === undefined) {
    const summary = `${due}. Nobody moved it to that day, so no reason is recorded.`;
    return planned(scene, { becoming: undefined, action: 'extend', summary });
  }
  if (known.reason === reason) {
    const summary = `${due}: ${reason}`;
    return planned(scene, { becoming: undefined, action: 'extend', summary });
  }
  const revisions = followUp.revisions.map((one) => (one === known ? { ...known, reason } : one));
  const summary = `${due}. The reason is now: ${reason}. Before, it was: ${known.reason}`;
  return planned(scene, { becoming: { after: { ...followUp, revisions } }, action: 'extend', summary });
}

function granted(round: Round, answer: { at: Scene['context']['now']; until: PlainDate }): Round[] {
  const { moreTime } = round;
  if (moreTime === undefined) return [];
  return [{ ...round, moreTime: { ...moreTime, answer: { granted: true, ...answer } } }];
}

function inPlay(scene: Scene): Milestone {
  const round = roundInPlay(scene);
  if (round !== undefined) return round.milestone;
  throw new ServiceError(
    'bad-input',
    'No round is open. Name the date to move, for example --milestone revisit or --milestone three-month-update.',
    { field: 'milestone' },
  );
}

function refuse(scene: Scene, { milestone, to }: { milestone: Milestone; to: PlainDate }): void {
  const { record, context } = scene;
  const name = `the ${milestone.rule.name}`;
  if (!milestone.rule.movable) {
    const problem = `We cannot move the date of ${name}. It is set by: ${milestone.rule.ground}.`;
    throw new ServiceError('bad-input', problem, { field: 'milestone' });
  }
  const round = record.rounds.find(({ id }) => id === milestone.id);
  if (isRoundId(milestone.id) && isAnswered(round)) {
    throw new ServiceError('conflict', `The return for ${name} has arrived, so there is nothing to extend.`, {
      field: 'milestone',
    });
  }
  if (milestone.id === 'revisit' && hasHeldVisit(record)) {
    throw new ServiceError('conflict', 'The revisit has been held, so there is nothing to extend.', {
      field: 'milestone',
    });
  }
  if (isBefore(to, londonDate(context.now))) {
    throw new ServiceError('bad-input', `${inWords(to)} is in the past. Give today or a later day.`, {
      field: 'to',
    });
  }
}
