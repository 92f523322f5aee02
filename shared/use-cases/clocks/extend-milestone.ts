import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { formatDate, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Round } from '../../domain/round.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import { isMovable, isRound } from '../../domain/programme.ts';
import { hasHeldVisit, isAnswered } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { findMilestone, isMoreTimeAsked, findCurrentRound, listRounds } from '../planning/find-milestone.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

export interface Extension {
  /** The follow-up's id, or its body. */
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
 * body asked for more time, this answers the request. The same date with another reason corrects the reason.
 *
 * @throws ServiceError `bad-input` if the date is in the past or set by law.
 * @throws ServiceError `bad-input` if no milestone is given and no round is open.
 * @throws ServiceError `wrong-state` if the round is answered or the revisit has been held.
 */
export async function planExtension(
  dependencies: ChangeDependencies,
  extension: Extension,
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, extension.followUp);
  const milestone =
    extension.milestone === undefined ? inPlay(scene) : findMilestone(scene, extension.milestone);
  return planExtensionOf(scene, { ...extension, milestone });
}

/** Returns the original date of a milestone that was moved before. */
function originalWords({ dueOn, originalDueOn }: Milestone): string {
  return dueOn.equals(originalDueOn) ? '' : ` and originally ${formatDate(originalDueOn)}`;
}

/** Plans the same for a milestone that the caller has already found. */
export function planExtensionOf(
  scene: FollowUpForDecision,
  extension: { milestone: Milestone; to: PlainDate; reason: string; by: string },
): PlannedChange {
  const { followUp } = scene.record;
  const { milestone, to } = extension;
  refuseExtension(scene, extension);
  const round = listRounds(scene).find((candidate) => candidate.milestone.id === milestone.id)?.round;
  const about = {
    action: 'extend',
    summary: `The ${milestone.rule.name}, due ${formatDate(milestone.dueOn)}${originalWords(milestone)}, is now due ${formatDate(to)}: ${extension.reason}`,
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
  const rounds = isAsked ? grantMoreTime(round, { at, until: to }) : [];
  return planChange(scene, { becoming: { after, rounds }, ...about });
}

/**
 * Plans a change of reason only, because the date is the same. Replaces the recorded reason. No date moves and no email
 * changes.
 */
function withReason(
  scene: FollowUpForDecision,
  { milestone, to, reason }: { milestone: Milestone; to: PlainDate; reason: string },
): PlannedChange {
  const { followUp } = scene.record;
  const due = `The ${milestone.rule.name} is due ${formatDate(to)}`;
  const known = followUp.revisions.findLast((revision) => revision.milestone === milestone.id);
  if (known === undefined) {
    const summary = `${due}. Nobody moved it to that day, so no reason is recorded.`;
    return planChange(scene, { becoming: undefined, action: 'extend', summary });
  }
  if (known.reason === reason) {
    const summary = `${due}: ${reason}`;
    return planChange(scene, { becoming: undefined, action: 'extend', summary });
  }
  const revisions = followUp.revisions.map((one) => (one === known ? { ...known, reason } : one));
  const summary = `${due}. The reason is now: ${reason}. Before, it was: ${known.reason}`;
  return planChange(scene, { becoming: { after: { ...followUp, revisions } }, action: 'extend', summary });
}

function grantMoreTime(
  round: Round,
  answer: { at: FollowUpForDecision['context']['now']; until: PlainDate },
): Round[] {
  const { moreTime } = round;
  if (moreTime === undefined) return [];
  return [{ ...round, moreTime: { ...moreTime, answer: { granted: true, ...answer } } }];
}

function inPlay(scene: FollowUpForDecision): Milestone {
  const round = findCurrentRound(scene);
  if (round !== undefined) return round.milestone;
  throw new ServiceError(
    'bad-input',
    `No round is open. Name the date to move with --milestone: ${milestonesOf(scene.record, scene.context)
      .filter(({ rule }) => isMovable(rule))
      .map(({ id }) => id)
      .join(', ')}.`,
    { field: 'milestone' },
  );
}

function refuseExtension(
  scene: FollowUpForDecision,
  { milestone, to }: { milestone: Milestone; to: PlainDate },
): void {
  const { record, context } = scene;
  const name = `the ${milestone.rule.name}`;
  if (!isMovable(milestone.rule)) {
    const problem = `We cannot move the date of ${name}. It is set by: ${milestone.rule.ground}.`;
    throw new ServiceError('bad-input', problem, { field: 'milestone' });
  }
  const round = record.rounds.find(({ id }) => id === milestone.id);
  if (isRound(milestone.rule) && isAnswered(round)) {
    throw new ServiceError(
      'wrong-state',
      `The return for ${name} has arrived, so there is nothing to extend.`,
      {
        field: 'milestone',
      },
    );
  }
  if (milestone.rule.kind === 'visit' && hasHeldVisit(record)) {
    throw new ServiceError(
      'wrong-state',
      `The ${milestone.rule.name} has been held, so there is nothing to extend.`,
      {
        field: 'milestone',
      },
    );
  }
  if (isBefore(to, londonDate(context.now))) {
    throw new ServiceError('bad-input', `${formatDate(to)} is in the past. Give today or a later day.`, {
      field: 'to',
    });
  }
}
