import { alertVerdicts } from './deciding/alerts.ts';
import { announcementVerdicts } from './deciding/announcement.ts';
import { answerVerdicts } from './deciding/answers.ts';
import { decide, findLostClaims } from './deciding/decide.ts';
import { localPolicingBodyVerdicts } from './deciding/local-policing-body.ts';
import { correctionVerdicts } from './deciding/corrections.ts';
import { othersDidVerdicts } from './deciding/others-did.ts';
import { publicationVerdicts } from './deciding/publication.ts';
import { roundsOf, roundVerdicts } from './deciding/rounds.ts';
import { Situation } from './deciding/situation.ts';
import type { Verdict } from './deciding/verdict.ts';
import type { Decision, DecisionContext } from './decision.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { AlertRungId, EventRungId } from '../rungs.ts';

export type { Decision, DecisionContext, OwedNotice } from './decision.ts';
export type { Recipient } from './recipient.ts';
export { isAnswered } from '../returns/rounds.ts';

/** The rule for each rung that is not on a ladder. The rules for alerts are in alerts.ts. */
const eventRules: Readonly<
  Record<Exclude<EventRungId, AlertRungId>, (situation: Situation) => Iterable<Verdict>>
> = {
  receipt: answerVerdicts,
  questions: answerVerdicts,
  'more-time-answer': answerVerdicts,
  announced: announcementVerdicts,
  correction: correctionVerdicts,
  'others-did': othersDidVerdicts,
};

/**
 * Decides which emails Revisit owes for one follow-up at `now`, and why it does not owe the others. No notice
 * leaves without this decision. The function is pure. The sweep, send-notices, plan, explain and assurance all call it.
 *
 * It applies these rules of the ladder:
 *
 * - Only the right rung fires.
 * - Revisit never chases someone whom it never asked.
 * - A later round absorbs an unanswered round.
 * - No email leaves on the due day.
 * - Only receipts, answers and alerts may leave outside sending hours.
 *
 * Each rule is a small module in `deciding/`, and only says which notices it calls for. `decide` then checks the ledger
 * and the sending hours for all of them.
 */
export function decideNotices(record: FollowUpRecord, context: DecisionContext): Decision {
  const { state, releasedAt } = record.followUp;
  const claims = findLostClaims(record.notices, context.now);
  if (state === 'withdrawn' && releasedAt !== undefined) {
    // Nothing more is asked of anybody. Whoever was told otherwise hears it.
    const situation = new Situation(record, context);
    return decide(situation, [...correctionVerdicts(situation)]);
  }
  if (state !== 'open' || releasedAt === undefined) {
    return { owed: [], skipped: [], held: [], lost: claims.lost, nextAttentionAt: claims.nextAt };
  }
  const situation = new Situation(record, context);
  const rounds = roundsOf(situation);
  const verdicts = [
    ...publicationVerdicts(situation, rounds),
    ...localPolicingBodyVerdicts(situation),
    ...roundVerdicts(situation, rounds),
    ...[...new Set(Object.values(eventRules))].flatMap((rule) => [...rule(situation)]),
  ];
  return decide(situation, [...verdicts, ...alertVerdicts(situation, verdicts)]);
}
