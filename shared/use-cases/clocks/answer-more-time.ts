import { inWords, type PlainDate } from '../../domain/dates.ts';
import { ServiceError } from '../../errors.ts';
import { extended } from './extend-milestone.ts';
import { findRound, isMoreTimeAsked, roundsIn, type RoundMilestone } from '../planning/find-milestone.ts';
import {
  planned,
  runningScene,
  type ChangeDependencies,
  type PlannedChange,
  type Scene,
} from '../planning/plan-change.ts';

interface MoreTimeQuestion {
  /** By id or force. */
  readonly followUp: string;
  /** By id or name; absent: the round for which more time was asked. */
  readonly milestone?: string;
}

/**
 * Gives a force the time it asked for, or another date: a revised date with its reason, and the ladder goes on from there.
 *
 * @throws ServiceError `not-found` where nobody asked.
 */
export async function planGrant(
  dependencies: ChangeDependencies,
  grant: MoreTimeQuestion & { until?: PlainDate; reason?: string; by: string },
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, grant.followUp);
  const { milestone, round } = asked(scene, grant.milestone);
  const to = grant.until ?? round.moreTime?.until ?? milestone.dueOn;
  const reason = grant.reason ?? 'the force asked for more time';
  return extended(scene, { milestone, to, reason, by: grant.by });
}

/** The date stays, and the ladder goes on. @throws ServiceError `not-found` where nobody asked. */
export async function planRefusal(
  dependencies: ChangeDependencies,
  refusal: MoreTimeQuestion,
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, refusal.followUp);
  const { milestone, round } = asked(scene, refusal.milestone);
  const { moreTime } = round;
  const answer = { granted: false, at: scene.context.now };
  return planned(scene, {
    becoming:
      moreTime === undefined ? undefined : { rounds: [{ ...round, moreTime: { ...moreTime, answer } }] },
    action: 'refuse-more-time',
    summary: `More time for the ${milestone.rule.name} was refused: it stays due ${inWords(milestone.dueOn)}.`,
  });
}

function asked(scene: Scene, written: string | undefined): RoundMilestone {
  const found =
    written === undefined
      ? roundsIn(scene).find(({ round }) => isMoreTimeAsked(round))
      : findRound(scene, written);
  if (found !== undefined && isMoreTimeAsked(found.round)) return found;
  const { forceId } = scene.record.followUp;
  throw new ServiceError(
    'not-found',
    `${scene.forceName} waits for no answer about more time. revisit extend ${forceId} --to <date> --reason <why> moves a date unasked.`,
    { field: written === undefined ? 'followUp' : 'milestone' },
  );
}
