import { isEarlier, type Instant } from '../dates.ts';
import type { Decision, DecisionContext, OwedNotice } from '../sending/decision.ts';
import { mailboxOf, type Recipient } from '../sending/recipient.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { joinFacts, noticeId, type Notice, type NoticeFacts } from '../notice.ts';
import { noticesOwed } from '../sending/notices-owed.ts';

/** An email as it would leave: everything one person is owed at one instant for one follow-up. */
export interface SimulatedEmail {
  readonly at: Instant;
  readonly followUpId: string;
  /** As it stands when the email leaves. */
  readonly record: FollowUpRecord;
  readonly recipient: Recipient;
  readonly notices: readonly OwedNotice[];
}

/** What becomes of an email that leaves at an instant: the facts that its notices then have in the ledger. */
export type Outcome = (notice: OwedNotice, at: Instant) => NoticeFacts;

/** The recipient's mail system accepts every email at once. */
export const acceptedAtOnce: Outcome = (_notice, at) => ({ claimed: at, accepted: at, delivered: at });

/**
 * The emails of one follow-up that would leave between two instants if nobody did anything: `from` included, `to` not.
 *
 * It walks from one attention to the next and asks the very rules that the sweep and the sender ask.
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
    const decision: Decision = noticesOwed(current, { ...context, now });
    yield* emailsOf(decision, { record: current, at: now });
    current = afterDecision(current, { decision, at: now, outcome });
    // What has just left may have made way for more: only then is the same instant looked at twice.
    if (decision.owed.length === 0) now = decision.nextAttentionAt;
  }
}

/** One email for each person who is owed something. */
export function emailsOf(
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

/** The record once a decision was acted on: what was owed has left, what was skipped or lost is written down. */
export function afterDecision(
  record: FollowUpRecord,
  { decision, at, outcome }: { decision: Decision; at: Instant; outcome: Outcome },
): FollowUpRecord {
  if (decision.owed.length + decision.skipped.length + decision.lost.length === 0) return record;
  const ledger = new Map(record.notices.map((notice) => [noticeId(notice.key), notice]));
  const enter = (entry: Notice): void => {
    const id = noticeId(entry.key);
    const known = ledger.get(id);
    ledger.set(
      id,
      known === undefined ? entry : { ...known, ...entry, facts: joinFacts(known.facts, entry.facts) },
    );
  };
  for (const notice of decision.owed) {
    const { key, rungId, answerBy } = notice;
    enter({ key, rungId, answerBy, facts: outcome(notice, at) });
  }
  for (const { key, rungId, reason } of decision.skipped) {
    enter({ key, rungId, reason, facts: { skipped: at } });
  }
  for (const notice of decision.lost) enter({ ...notice, facts: { unknown: at } });
  return { ...record, notices: [...ledger.values()] };
}
