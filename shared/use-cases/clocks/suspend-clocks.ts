import { formatDate, type PlainDate } from '../../domain/dates.ts';
import type { Suspension } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import { workOutEffectOnAll, type EffectOnAll } from '../planning/effect-on-all.ts';
import { endStretch, isKnown, refuseStretch } from './pause-follow-up.ts';
import type { ChangeDependencies } from '../planning/plan-change.ts';

/** A planned suspension of all clocks, and what it does to the follow-ups. `makeSuspension` writes it. */
export interface PlannedSuspension extends EffectOnAll {
  readonly before: readonly Suspension[];
  /** Undefined if the clocks are already stopped, or already running, as asked. */
  readonly after: readonly Suspension[] | undefined;
  readonly action: 'suspend' | 'lift-suspension';
  readonly summary: string;
}

/**
 * Plans to stop the clocks of every follow-up, including future ones, as the inspectorate did in March 2020. All dates
 * move later by the days that the clocks are stopped.
 *
 * @throws ServiceError `recorded-already` if the clocks are already stopped on those days.
 * @throws ServiceError `bad-input` if the suspension ends before it begins.
 */
export async function planSuspension(
  dependencies: ChangeDependencies,
  { from, until, reason }: { from: PlainDate; until?: PlainDate; reason: string },
): Promise<PlannedSuspension> {
  const before = await dependencies.settings.suspensions();
  const end = until === undefined ? '' : ` until ${formatDate(until)}`;
  const summary = `All clocks are stopped from ${formatDate(from)}${end}: ${reason}`;
  const action = 'suspend';
  if (isKnown(before, { from, to: until, reason })) {
    return { before, after: undefined, action, summary, ...(await workOutEffectOnAll(dependencies, {})) };
  }
  refuseStretch({ from, until }, { known: before, who: 'all follow-ups', resume: 'revisit suspend --lift' });
  const after = [...before, { from, to: until, reason }];
  return {
    before,
    after,
    action,
    summary,
    ...(await workOutEffectOnAll(dependencies, { suspensions: after })),
  };
}

/** Plans to start all clocks again. @throws ServiceError `not-found` if the clocks are not stopped on that day. */
export async function planLift(
  dependencies: ChangeDependencies,
  { on }: { on: PlainDate },
): Promise<PlannedSuspension> {
  const before = await dependencies.settings.suspensions();
  const summary = `All clocks run again from ${formatDate(on)}.`;
  const action = 'lift-suspension';
  const after = endStretch(before, on);
  if (after === undefined && before.some(({ to }) => to?.equals(on) === true)) {
    return { before, after, action, summary, ...(await workOutEffectOnAll(dependencies, {})) };
  }
  if (after === undefined) {
    throw new ServiceError(
      'not-found',
      `The clocks of all follow-ups are not suspended on ${formatDate(on)}. revisit suspend list shows when they are.`,
      {
        field: 'on',
      },
    );
  }
  return {
    before,
    after,
    action,
    summary,
    ...(await workOutEffectOnAll(dependencies, { suspensions: after })),
  };
}

/** Writes the planned suspension. The next sweep works out every date again. @throws ServiceError `race`. */
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
