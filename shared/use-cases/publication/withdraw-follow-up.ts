import { londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import { planned, sceneOf, type ChangeDependencies, type PlannedChange } from '../planning/plan-change.ts';

/**
 * Ends a follow-up with a reason: nothing more is owed, and its links open no form. It stays on record.
 *
 * @throws ServiceError `conflict` where it is closed.
 */
export async function planWithdrawal(
  dependencies: ChangeDependencies,
  { followUp: written, reason }: { followUp: string; reason: string },
): Promise<PlannedChange> {
  const scene = await sceneOf(dependencies, written);
  const { followUp } = scene.record;
  const { id, state } = followUp;
  if (state === 'withdrawn') {
    const summary = `Withdrawn: ${followUp.withdrawal?.reason ?? 'another follow-up took its place'}`;
    return planned(scene, { becoming: undefined, action: 'withdraw', summary });
  }
  if (state === 'closed') {
    throw new ServiceError('wrong-state', `${id} is closed: its revisit was held and nothing is open.`, {
      field: 'followUp',
    });
  }
  const withdrawal = { on: londonDate(scene.context.now), reason };
  const after: FollowUp = { ...followUp, state: 'withdrawn', withdrawal };
  return planned(scene, { becoming: { after }, action: 'withdraw', summary: `Withdrawn: ${reason}` });
}
