import { formatDate, isAfter, isBefore, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp, Suspension } from '../../domain/follow-up.ts';
import { isStopped } from '../../domain/clocks/stopped-clock.ts';
import { ServiceError } from '../../errors.ts';
import {
  planChange,
  loadOpenForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to stop the clocks of one follow-up. Its dates move later by the days that the clocks are stopped.
 *
 * @throws ServiceError `recorded-already` if the clocks are already stopped on those days.
 * @throws ServiceError `bad-input` if the pause ends before it begins, or begins before publication.
 */
export async function planPause(
  dependencies: ChangeDependencies,
  pause: { followUp: string; from: PlainDate; until?: PlainDate; reason: string },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, pause.followUp);
  const { followUp } = scene.record;
  const { from, until: to, reason } = pause;
  const end = to === undefined ? '' : ` until ${formatDate(to)}`;
  const about = {
    action: 'pause',
    summary: `Its clocks are stopped from ${formatDate(from)}${end}: ${reason}`,
  };
  if (isKnown(followUp.pauses, { from, to, reason }))
    return planChange(scene, { becoming: undefined, ...about });
  refuseStretch(pause, {
    known: followUp.pauses,
    who: followUp.id,
    resume: `revisit resume ${followUp.id}`,
  });
  if (isBefore(from, followUp.publishedOn)) {
    const problem = `Its clocks began on ${formatDate(followUp.publishedOn)}, with the publication. Give that day or a later day.`;
    throw new ServiceError('bad-input', problem, { field: 'from' });
  }
  const after: FollowUp = { ...followUp, pauses: [...followUp.pauses, { from, to, reason }] };
  return planChange(scene, { becoming: { after }, ...about });
}

/**
 * Plans to start the clocks of a paused follow-up again.
 *
 * @throws ServiceError `not-found` if the clocks are not stopped on that day.
 */
export async function planResume(
  dependencies: ChangeDependencies,
  resume: { followUp: string; on: PlainDate },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, resume.followUp);
  const { followUp } = scene.record;
  const { on } = resume;
  const pauses = endStretch(followUp.pauses, on);
  const about = { action: 'resume', summary: `Its clocks run again from ${formatDate(on)}.` };
  if (pauses === undefined) {
    if (followUp.pauses.some(({ to }) => to?.equals(on) === true)) {
      return planChange(scene, { becoming: undefined, ...about });
    }
    const everywhere = isStopped(scene.context.suspensions, on)
      ? ' All clocks are suspended. To start them again, use revisit suspend --lift.'
      : '';
    throw new ServiceError('not-found', `${followUp.id} is not paused on ${formatDate(on)}.${everywhere}`, {
      field: 'followUp',
    });
  }
  return planChange(scene, { becoming: { after: { ...followUp, pauses } }, ...about });
}

/**
 * Refuses a pause or suspension that cannot be recorded.
 *
 * @throws ServiceError `bad-input` if it ends before it begins.
 * @throws ServiceError `recorded-already` if it overlaps another.
 */
export function refuseStretch(
  { from, until }: { from: PlainDate; until?: PlainDate },
  { known, who, resume }: { known: readonly Suspension[]; who: string; resume: string },
): void {
  if (until !== undefined && !isAfter(until, from)) {
    const problem = `The clocks must run again on a day after ${formatDate(from)}. Give a later day.`;
    throw new ServiceError('bad-input', problem, { field: 'until' });
  }
  const overlapped = known.find(
    (other) =>
      (other.to === undefined || isBefore(from, other.to)) &&
      (until === undefined || isAfter(until, other.from)),
  );
  if (overlapped === undefined) return;
  const stretch =
    overlapped.to === undefined
      ? `since ${formatDate(overlapped.from)}. To start them again, use ${resume}`
      : `from ${formatDate(overlapped.from)} until ${formatDate(overlapped.to)}`;
  throw new ServiceError('recorded-already', `The clocks of ${who} are already stopped ${stretch}.`, {
    field: 'from',
  });
}

/**
 * Ends the stretch that covers a day, and returns all stretches. `on` is the first day on which the clocks run again. A
 * stretch that was to end later ends earlier. A stretch that began on that same day is removed. Returns undefined if no
 * stretch covers the day.
 */
export function endStretch(stretches: readonly Suspension[], on: PlainDate): Suspension[] | undefined {
  const holding = stretches.findLast(
    ({ from, to }) => !isAfter(from, on) && (to === undefined || isBefore(on, to)),
  );
  if (holding === undefined) return undefined;
  // This stretch began on the day it ends, so the clocks never stopped.
  if (holding.from.equals(on)) return stretches.filter((stretch) => stretch !== holding);
  return stretches.map((stretch) => (stretch === holding ? { ...stretch, to: on } : stretch));
}

/** Tells whether the same stretch is recorded for the same reason, because someone gave the command twice. */
export function isKnown(stretches: readonly Suspension[], { from, to, reason }: Suspension): boolean {
  return stretches.some(
    (known) => known.from.equals(from) && known.reason === reason && String(known.to) === String(to),
  );
}
