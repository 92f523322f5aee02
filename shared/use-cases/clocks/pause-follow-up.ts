import { inWords, isAfter, isBefore, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp, Suspension } from '../../domain/follow-up.ts';
import { standsStill } from '../../domain/clocks/stopped-clock.ts';
import { ServiceError } from '../../errors.ts';
import {
  planned,
  runningScene,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Stops the clocks of one follow-up: every day for which they stand still is given back.
 *
 * @throws ServiceError `conflict` where they stand still then already; `bad-input` for a stretch that cannot be.
 */
export async function planPause(
  dependencies: ChangeDependencies,
  pause: { followUp: string; from: PlainDate; until?: PlainDate; reason: string },
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, pause.followUp);
  const { followUp } = scene.record;
  const { from, until: to, reason } = pause;
  const end = to === undefined ? '' : ` until ${inWords(to)}`;
  const about = { action: 'pause', summary: `Its clocks stand still from ${inWords(from)}${end}: ${reason}` };
  if (isKnown(followUp.pauses, { from, to, reason }))
    return planned(scene, { becoming: undefined, ...about });
  refuseStretch(pause, {
    known: followUp.pauses,
    who: followUp.id,
    resume: `revisit resume ${followUp.id}`,
  });
  if (isBefore(from, followUp.publishedOn)) {
    const problem = `Its clocks only began on ${inWords(followUp.publishedOn)}, with the publication.`;
    throw new ServiceError('bad-input', problem, { field: 'from' });
  }
  const after: FollowUp = { ...followUp, pauses: [...followUp.pauses, { from, to, reason }] };
  return planned(scene, { becoming: { after }, ...about });
}

/** Lets the clocks of a paused follow-up run again. @throws ServiceError `not-found` where they do not stand still. */
export async function planResume(
  dependencies: ChangeDependencies,
  resume: { followUp: string; on: PlainDate },
): Promise<PlannedChange> {
  const scene = await runningScene(dependencies, resume.followUp);
  const { followUp } = scene.record;
  const { on } = resume;
  const pauses = ended(followUp.pauses, on);
  const about = { action: 'resume', summary: `Its clocks run again from ${inWords(on)}.` };
  if (pauses === undefined) {
    if (followUp.pauses.some(({ to }) => to?.equals(on) === true)) {
      return planned(scene, { becoming: undefined, ...about });
    }
    const everywhere = standsStill(scene.context.suspensions, on)
      ? ' All clocks are suspended: revisit suspend --lift ends that.'
      : '';
    throw new ServiceError('not-found', `${followUp.id} is not paused on ${inWords(on)}.${everywhere}`, {
      field: 'followUp',
    });
  }
  return planned(scene, { becoming: { after: { ...followUp, pauses } }, ...about });
}

/** @throws ServiceError `bad-input` or `conflict` for a stretch that ends before it begins, or overlaps another. */
export function refuseStretch(
  { from, until }: { from: PlainDate; until?: PlainDate },
  { known, who, resume }: { known: readonly Suspension[]; who: string; resume: string },
): void {
  if (until !== undefined && !isAfter(until, from)) {
    const problem = `It is the first day on which clocks run again: it must lie after ${inWords(from)}.`;
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
      ? `since ${inWords(overlapped.from)}; ${resume} ends that`
      : `from ${inWords(overlapped.from)} until ${inWords(overlapped.to)}`;
  throw new ServiceError('recorded-already', `The clocks of ${who} stand still ${stretch}.`, {
    field: 'from',
  });
}

/**
 * Stretches with the one that holds on a day ended by it; undefined where none does. One that would have ended later ends
 * earlier.
 *
 * @throws ServiceError `bad-input` where it would end on the day it begins.
 */
export function ended(stretches: readonly Suspension[], on: PlainDate): Suspension[] | undefined {
  const holding = stretches.findLast(
    ({ from, to }) => !isAfter(from, on) && (to === undefined || isBefore(on, to)),
  );
  if (holding === undefined) return undefined;
  // Ended on the day it begins, it never stood still.
  if (holding.from.equals(on)) return stretches.filter((stretch) => stretch !== holding);
  return stretches.map((stretch) => (stretch === holding ? { ...stretch, to: on } : stretch));
}

/** The same stretch for the same reason: the command was given twice. */
export function isKnown(stretches: readonly Suspension[], { from, to, reason }: Suspension): boolean {
  return stretches.some(
    (known) => known.from.equals(from) && known.reason === reason && String(known.to) === String(to),
  );
}
