import { formatDate, londonDate } from '../../domain/dates.ts';
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
 * @throws ServiceError `recorded-already` if it was withdrawn for another reason, or because its publication moved.
 */
export async function planWithdrawal(
  dependencies: ChangeDependencies,
  { followUp: written, reason }: { followUp: string; reason: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, written);
  const { followUp } = scene.record;
  const { id, state } = followUp;
  if (state === 'withdrawn') {
    const { withdrawal } = followUp;
    if (withdrawal?.reason !== reason) throw withdrawnAlready(followUp);
    const summary = `Withdrawn on ${formatDate(withdrawal.on)}: ${withdrawal.reason}`;
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

function withdrawnAlready({ id, withdrawal }: FollowUp): ServiceError {
  const why =
    withdrawal === undefined
      ? 'because its publication moved to another day'
      : `on ${formatDate(withdrawal.on)}: ${withdrawal.reason}`;
  return new ServiceError('recorded-already', `${id} was withdrawn ${why}. Nothing was written.`, {
    field: 'reason',
  });
}
