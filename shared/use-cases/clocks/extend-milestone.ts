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
  /** By id or force. */
  readonly followUp: string;
  /** By id or name; absent: the round in which the force is to move. */
  readonly milestone?: string;
  readonly to: PlainDate;
  readonly reason: string;
  readonly by: string;
}

/**
 * A revised date with its reason: the original is kept, and annual figures count against it. Where the force had asked for
 * more time, this answers it. The same day with another reason corrects the reason.
 *
 * @throws ServiceError `bad-input` for a date that is past, that is due by law, or where no milestone is meant;
 * `conflict` for what is answered or held.
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

/** The same for a milestone that was found already. */
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

/** The day is not new. Another reason takes the place of the one on record; no date and no email moves by it. */
function withReason(
  scene: Scene,
  { milestone, to, reason }: { milestone: Milestone; to: PlainDate; reason: string },
): PlannedChange {
  const { followUp } = scene.record;
  const due = `The ${milestone.rule.name} is due ${inWords(to)}`;
  const known = followUp.revisions.findLast((revision) => revision.milestone === milestone.id);
  if (known === undefined) {
    const summary = `${due}: nobody moved it to that day, so no reason is recorded.`;
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
    'No round is open, so say which date moves, e.g. --milestone revisit or --milestone three-month-update.',
    { field: 'milestone' },
  );
}

function refuse(scene: Scene, { milestone, to }: { milestone: Milestone; to: PlainDate }): void {
  const { record, context } = scene;
  const name = `the ${milestone.rule.name}`;
  if (!milestone.rule.movable) {
    const problem = `The date of ${name} is not ours to move. Its ground: ${milestone.rule.ground}.`;
    throw new ServiceError('bad-input', problem, { field: 'milestone' });
  }
  const round = record.rounds.find(({ id }) => id === milestone.id);
  if (isRoundId(milestone.id) && isAnswered(round)) {
    throw new ServiceError('wrong-state', `The return for ${name} is in: there is nothing to extend.`, {
      field: 'milestone',
    });
  }
  if (milestone.id === 'revisit' && hasHeldVisit(record)) {
    throw new ServiceError('wrong-state', 'The revisit has been held: there is nothing to extend.', {
      field: 'milestone',
    });
  }
  if (isBefore(to, londonDate(context.now))) {
    throw new ServiceError('bad-input', `${inWords(to)} is past.`, { field: 'to' });
  }
}
