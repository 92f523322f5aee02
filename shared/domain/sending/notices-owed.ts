import { alertVerdicts } from './deciding/alerts.ts';
import { announcementVerdicts } from './deciding/announcement.ts';
import { answerVerdicts } from './deciding/answers.ts';
import { decide, lostClaims } from './deciding/decide.ts';
import { localPolicingBodyVerdicts } from './deciding/local-policing-body.ts';
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

/** The rule that calls for each rung that stands on no ladder. Alerts have theirs in alerts.ts. */
const eventRules: Readonly<
  Record<Exclude<EventRungId, AlertRungId>, (situation: Situation) => Iterable<Verdict>>
> = {
  receipt: answerVerdicts,
  questions: answerVerdicts,
  'more-time-answer': answerVerdicts,
  announced: announcementVerdicts,
};

/**
 * Every email owed for one follow-up at `now`, and why the others are not: the line that decides whether an email goes
 * out. Pure: sweep, send-notices, plan, explain and assurance all call it.
 *
 * The rules are DOMAIN's ladder: the right rung fires and no other; nobody is chased who was never asked; a later
 * round absorbs an unanswered one; nothing leaves outside sending hours or on the due day. Each rule is a small module
 * of `deciding/` and only says what it calls for; what the ledger has settled, and the hours, are looked at in one place.
 */
export function noticesOwed(record: FollowUpRecord, context: DecisionContext): Decision {
  const { state, releasedAt } = record.followUp;
  const claims = lostClaims(record.notices, context.now);
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
