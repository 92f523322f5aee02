import { formatDate, type PlainDate } from '../../domain/dates.ts';
import { ServiceError } from '../../errors.ts';
import { planExtensionOf } from './extend-milestone.ts';
import { findRound, isMoreTimeAsked, listRounds, type RoundMilestone } from '../planning/find-milestone.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

interface MoreTimeQuestion {
  /** The follow-up's id, or its body. */
  readonly followUp: string;
  /** The milestone's id or name. Without it, the round for which the body asked for more time. */
  readonly milestone?: string;
}

/**
 * Plans to give a body more time. The body gets the date it asked for, or the date given here. Records a revised date
 * with its reason, and the ladder continues from that date.
 *
 * @throws ServiceError `not-found` if nobody asked for more time.
 */
export async function planMoreTime(
  dependencies: ChangeDependencies,
  grant: MoreTimeQuestion & { until?: PlainDate; reason?: string; by: string },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, grant.followUp);
  const { milestone, round } = findRequestForMoreTime(scene, grant.milestone);
  const to = grant.until ?? round.moreTime?.until ?? milestone.dueOn;
  const reason = grant.reason ?? `the ${scene.context.programme.body.noun} asked for more time`;
  return planExtensionOf(scene, { milestone, to, reason, by: grant.by });
}

/**
 * Plans to refuse more time. The date stays the same and the ladder continues.
 *
 * @throws ServiceError `not-found` if nobody asked for more time.
 */
export async function planRefusal(
  dependencies: ChangeDependencies,
  refusal: MoreTimeQuestion,
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, refusal.followUp);
  const { milestone, round } = findRequestForMoreTime(scene, refusal.milestone);
  const { moreTime } = round;
  const answer = { granted: false, at: scene.context.now };
  return planChange(scene, {
    becoming:
      moreTime === undefined ? undefined : { rounds: [{ ...round, moreTime: { ...moreTime, answer } }] },
    action: 'refuse-more-time',
    summary: `More time for the ${milestone.rule.name} was refused. It is still due ${formatDate(milestone.dueOn)}.`,
  });
}

function findRequestForMoreTime(scene: FollowUpForDecision, written: string | undefined): RoundMilestone {
  const found =
    written === undefined
      ? listRounds(scene).find(({ round }) => isMoreTimeAsked(round))
      : findRound(scene, written);
  if (found !== undefined && isMoreTimeAsked(found.round)) return found;
  const { id } = scene.record.followUp;
  throw new ServiceError(
    'not-found',
    `${scene.bodyName} is not waiting for an answer about more time. To move a date anyway, use revisit extend ${id} --to <date> --reason <text> --milestone <milestone>.`,
    { field: written === undefined ? 'followUp' : 'milestone' },
  );
}
