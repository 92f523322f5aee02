import type { PlainDate } from '../dates.ts';
import type { DecisionContext } from '../sending/decision.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { rungDay } from '../clocks/ladder.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { Notice } from '../notice.ts';
import type { RungRule } from '../programme.ts';

/** One rung of a milestone: the day on which it falls as the dates stand, and what became of it. */
export interface ExplainedRung {
  readonly rule: RungRule;
  readonly day: PlainDate;
  /** What the ledger knows of it, copies included. */
  readonly notices: readonly Notice[];
}

/** The ladder of a milestone, the earliest rung first. */
export function explainLadder(
  record: FollowUpRecord,
  { milestone, context }: { milestone: Milestone; context: Pick<DecisionContext, 'calendar'> },
): ExplainedRung[] {
  return milestone.rule.rungs.map((rule) => ({
    rule,
    day: rungDay(rule.at, { milestone, calendar: context.calendar }),
    notices: record.notices.filter(({ key, rungId }) => key.milestone === milestone.id && rungId === rule.id),
  }));
}
