import { londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { ServiceError } from '../../errors.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to end a follow-up with a reason. It owes no more emails, and its links no longer open a form. It stays on
 * record.
 *
 * @throws ServiceError `wrong-state` if it is closed.
 */
export async function planWithdrawal(
  dependencies: ChangeDependencies,
  { followUp: written, reason }: { followUp: string; reason: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, written);
  const { followUp } = scene.record;
  const { id, state } = followUp;
  if (state === 'withdrawn') {
    const summary = `Withdrawn: ${followUp.withdrawal?.reason ?? 'another follow-up took its place'}`;
    return planChange(scene, { becoming: undefined, action: 'withdraw', summary });
  }
  if (state === 'closed') {
    throw new ServiceError('wrong-state', `${id} is closed. Its revisit was held and nothing is open.`, {
      field: 'followUp',
    });
  }
  const withdrawal = { on: londonDate(scene.context.now), reason };
  const after: FollowUp = { ...followUp, state: 'withdrawn', withdrawal };
  return planChange(scene, { becoming: { after }, action: 'withdraw', summary: `Withdrawn: ${reason}` });
}
