import type { Instant } from '../../domain/dates.ts';
import type { DecisionContext } from '../../domain/sending/decision.ts';
import type { Body } from '../../domain/body.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import { planFollowUp, type FollowUpPlan } from '../../domain/planning/plan.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import { DecisionContexts, type DecisionSources } from '../finding/decision-contexts.ts';
import { loadEveryFollowUp } from '../finding/load-every-follow-up.ts';
import { runInBatches } from '../finding/run-in-batches.ts';

export interface PlannedFollowUp extends FollowUpPlan {
  readonly record: LoadedFollowUp;
  readonly body: Body;
  readonly owner: StaffMember | undefined;
  readonly context: Omit<DecisionContext, 'now'>;
}

/** Works out what happens to every open follow-up between two instants if nobody does anything. Writes nothing. */
export async function planStretch(
  dependencies: DecisionSources & { followUps: FollowUps },
  { from, to }: { from: Instant; to: Instant },
): Promise<PlannedFollowUp[]> {
  const contexts = await DecisionContexts.at(from, dependencies);
  const open = (await loadEveryFollowUp(dependencies)).filter(({ followUp }) => followUp.state === 'open');
  return runInBatches(open, async ({ followUp, body }) => {
    const record = await dependencies.followUps.load(followUp.id);
    const context = await contexts.of(record.followUp);
    return { record, body, owner: context.owner, context, ...planFollowUp(record, { context, from, to }) };
  });
}
