import type { PlainDate } from '../dates.ts';
import type { DecisionContext } from '../sending/decision.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { findRungDay } from '../clocks/ladder.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { Notice } from '../notice.ts';
import type { RungRule } from '../programme.ts';

/** One rung of a milestone, with the day when it now falls and what happened to it. */
export interface ExplainedRung {
  readonly rule: RungRule;
  readonly day: PlainDate;
  /** The ledger entries for the rung, including copies. */
  readonly notices: readonly Notice[];
}

/** Explains each rung of a milestone. The earliest rung comes first. */
export function explainLadder(
  record: FollowUpRecord,
  { milestone, context }: { milestone: Milestone; context: Pick<DecisionContext, 'calendar'> },
): ExplainedRung[] {
  return milestone.rule.rungs.map((rule) => ({
    rule,
    day: findRungDay(rule.at, { milestone, calendar: context.calendar }),
    notices: record.notices.filter(({ key, rungId }) => key.milestone === milestone.id && rungId === rule.id),
  }));
}
