import { milestonesOf } from '../../domain/clocks/milestones.ts';
import { formatDate, isAfter, londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { isOpen } from '../../domain/recommendation.ts';
import { hasHeldVisit } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { commandLines } from '../../wording/commands.ts';
import {
  loadForDecision,
  planChange,
  type ChangeDependencies,
  type FollowUpForDecision,
  type PlannedChange,
} from '../planning/plan-change.ts';

/**
 * Plans to close a follow-up because nothing more follows. It owes no more emails, and its links no longer open a form.
 * A follow-up that was imported and never released is history, and nothing was ever owed for it.
 *
 * @throws ServiceError `wrong-state` if it is withdrawn or prepared, if a recommendation is open, or if its revisit is
 *   still to come.
 * @throws ServiceError `recorded-already` if it was closed for another reason.
 */
export async function planClosing(
  dependencies: ChangeDependencies,
  { followUp: written, reason }: { followUp: string; reason: string },
): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, written);
  const { followUp } = scene.record;
  const action = 'close';
  if (followUp.state === 'closed') {
    const { closing } = followUp;
    if (closing !== undefined && closing.reason !== reason) throw closedAlready(followUp);
    return planChange(scene, { becoming: undefined, action, summary: `${followUp.id} is closed.` });
  }
  refuseClosing(scene);
  const isHistory = followUp.state === 'staged';
  const closing = {
    on: londonDate(scene.context.now),
    reason,
    ...(isHistory ? { isHistory: true as const } : {}),
  };
  const after: FollowUp = { ...followUp, state: 'closed', closing };
  return planChange(scene, { becoming: { after }, action, summary: `Closed: ${reason}` });
}

function refuseClosing(scene: FollowUpForDecision): void {
  const { followUp, recommendations } = scene.record;
  const { id, state } = followUp;
  if (state === 'withdrawn' || state === 'prepared') {
    const why =
      state === 'withdrawn'
        ? 'Nothing is owed for it.'
        : `To end it, use revisit withdraw ${id} --reason <text>.`;
    throw new ServiceError('wrong-state', `${id} is ${state}. ${why}`, { field: 'followUp' });
  }
  const open = recommendations.filter(isOpen).map(({ number }) => number);
  if (open.length > 0) {
    throw new ServiceError(
      'wrong-state',
      `Open in ${id}: recommendation ${open.join(', ')}. Record what became of each with ${commandLines.closeRecommendation(id)}. With the last one, the follow-up closes.`,
      { field: 'followUp' },
    );
  }
  const revisit = milestonesOf(scene.record, scene.context).find(({ rule }) => rule.kind === 'visit');
  if (revisit === undefined || hasHeldVisit(scene.record)) return;
  if (!isAfter(revisit.dueOn, londonDate(scene.context.now))) return;
  throw new ServiceError(
    'wrong-state',
    `The ${revisit.rule.name} of ${id} is due on ${formatDate(revisit.dueOn)} and was not held. To record that it was held, use ${commandLines.holdVisit(id)}. If it was recorded by mistake, use revisit withdraw ${id} --reason <text>.`,
    { field: 'followUp' },
  );
}

function closedAlready({ id, closing }: FollowUp): ServiceError {
  const why = closing === undefined ? '' : ` on ${formatDate(closing.on)}: ${closing.reason}`;
  return new ServiceError('recorded-already', `${id} was closed${why}. Nothing was written.`, {
    field: 'reason',
  });
}
