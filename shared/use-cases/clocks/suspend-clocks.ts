import { inWords, type PlainDate } from '../../domain/dates.ts';
import type { Suspension } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import { effectOnAll, type EffectOnAll } from '../planning/effect-on-all.ts';
import { ended, isKnown, refuseStretch } from './pause-follow-up.ts';
import type { ChangeDependencies } from '../planning/plan-change.ts';

/** All clocks as they stand still, and as they would, with what that does. Nothing is written until it is made. */
export interface PlannedSuspension extends EffectOnAll {
  readonly before: readonly Suspension[];
  /** Absent: it is so already. */
  readonly after: readonly Suspension[] | undefined;
  readonly action: 'suspend' | 'lift-suspension';
  readonly summary: string;
}

/**
 * Stops the clocks of every follow-up, those to come as well, as the inspectorate did in March 2020: every day is given
 * back.
 *
 * @throws ServiceError `conflict` where they stand still then already; `bad-input` for a stretch that cannot be.
 */
export async function planSuspension(
  dependencies: ChangeDependencies,
  { from, until, reason }: { from: PlainDate; until?: PlainDate; reason: string },
): Promise<PlannedSuspension> {
  const before = await dependencies.settings.suspensions();
  const end = until === undefined ? '' : ` until ${inWords(until)}`;
  const summary = `All clocks stand still from ${inWords(from)}${end}: ${reason}`;
  const action = 'suspend';
  if (isKnown(before, { from, to: until, reason })) {
    return { before, after: undefined, action, summary, ...(await effectOnAll(dependencies, {})) };
  }
  refuseStretch({ from, until }, { known: before, who: 'all follow-ups', resume: 'revisit suspend --lift' });
  const after = [...before, { from, to: until, reason }];
  return { before, after, action, summary, ...(await effectOnAll(dependencies, { suspensions: after })) };
}

/** Lets all clocks run again. @throws ServiceError `not-found` where they do not stand still on that day. */
export async function planLift(
  dependencies: ChangeDependencies,
  { on }: { on: PlainDate },
): Promise<PlannedSuspension> {
  const before = await dependencies.settings.suspensions();
  const summary = `All clocks run again from ${inWords(on)}.`;
  const action = 'lift-suspension';
  const after = ended(before, on);
  if (after === undefined && before.some(({ to }) => to?.equals(on) === true)) {
    return { before, after, action, summary, ...(await effectOnAll(dependencies, {})) };
  }
  if (after === undefined) {
    throw new ServiceError('not-found', `No suspension holds on ${inWords(on)}: all clocks run.`, {
      field: 'on',
    });
  }
  return { before, after, action, summary, ...(await effectOnAll(dependencies, { suspensions: after })) };
}

/** Makes it as it was planned; the next sweep works every date out again. @throws ServiceError `conflict`. */
export async function makeSuspension(
  { settings, clock }: Pick<ChangeDependencies, 'settings' | 'clock'>,
  { planned, by }: { planned: PlannedSuspension; by: string },
): Promise<void> {
  const { before, after, action, summary } = planned;
  if (after === undefined) return;
  await settings.change({
    setting: 'suspensions',
    before,
    after,
    audit: { at: clock.now(), by, action, summary },
  });
}
