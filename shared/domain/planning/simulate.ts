import { isEarlier, type Instant } from '../dates.ts';
import type { Decision, DecisionContext, OwedNotice } from '../sending/decision.ts';
import { mailboxOf, type Recipient } from '../sending/recipient.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { joinFacts, noticeId, type Notice, type NoticeFacts } from '../notice.ts';
import { decideNotices } from '../sending/decide-notices.ts';

/** An email that would leave. It holds everything that one person is owed at one instant for one follow-up. */
export interface SimulatedEmail {
  readonly at: Instant;
  readonly followUpId: string;
  /** The record when the email leaves. */
  readonly record: FollowUpRecord;
  readonly recipient: Recipient;
  readonly notices: readonly OwedNotice[];
}

/**
 * Decides what happens to an email that leaves at an instant. Returns the facts that the ledger then holds for a notice
 * in it.
 */
export type Outcome = (notice: OwedNotice, at: Instant) => NoticeFacts;

/** Assumes that the recipient's mail system accepts every email at once. */
export const acceptedAtOnce: Outcome = (_notice, at) => ({ claimed: at, accepted: at, delivered: at });

/**
 * Yields the emails of one follow-up that would leave between two instants if nobody did anything. `from` is included
 * and `to` is not.
 *
 * It goes from one attention to the next and asks the same rules as the sweep and the sender.
 */
export function* simulate(
  record: FollowUpRecord,
  {
    context,
    from,
    to,
    outcome = acceptedAtOnce,
  }: { context: Omit<DecisionContext, 'now'>; from: Instant; to: Instant; outcome?: Outcome },
): Generator<SimulatedEmail> {
  let current = record;
  let now: Instant | undefined = from;
  while (now !== undefined && isEarlier(now, to)) {
    const decision: Decision = decideNotices(current, { ...context, now });
    yield* groupByPerson(decision, { record: current, at: now });
    current = applyDecision(current, { decision, at: now, outcome });
    // An email that has just left may make others owed. So look at this instant again until nothing is owed.
    if (decision.owed.length === 0) now = decision.nextAttentionAt;
  }
}

/** Groups the notices owed into one email for each person. */
export function groupByPerson(
  { owed }: Decision,
  { record, at }: { record: FollowUpRecord; at: Instant },
): SimulatedEmail[] {
  const emails = new Map<string, { recipient: Recipient; notices: OwedNotice[] }>();
  for (const notice of owed) {
    const address = mailboxOf(notice.recipient);
    const email = emails.get(address) ?? { recipient: notice.recipient, notices: [] };
    email.notices.push(notice);
    emails.set(address, email);
  }
  const followUpId = record.followUp.id;
  return Array.from(emails.values(), (email) => ({ at, followUpId, record, ...email }));
}

/**
 * Returns the record after a decision is carried out. Owed notices have left, and skipped and lost notices are
 * recorded.
 */
export function applyDecision(
  record: FollowUpRecord,
  { decision, at, outcome }: { decision: Decision; at: Instant; outcome: Outcome },
): FollowUpRecord {
  if (decision.owed.length + decision.skipped.length + decision.lost.length === 0) return record;
  const ledger = new Map(record.notices.map((notice) => [noticeId(notice.key), notice]));
  const addToLedger = (entry: Notice): void => {
    const id = noticeId(entry.key);
    const known = ledger.get(id);
    ledger.set(
      id,
      known === undefined ? entry : { ...known, ...entry, facts: joinFacts(known.facts, entry.facts) },
    );
  };
  for (const notice of decision.owed) {
    const { key, rungId, answerBy } = notice;
    addToLedger({ key, rungId, answerBy, facts: outcome(notice, at) });
  }
  for (const { key, rungId, reason } of decision.skipped) {
    addToLedger({ key, rungId, reason, facts: { skipped: at } });
  }
  for (const notice of decision.lost) addToLedger({ ...notice, facts: { unknown: at } });
  return { ...record, notices: [...ledger.values()] };
}
