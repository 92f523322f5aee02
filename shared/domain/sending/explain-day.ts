import { Temporal } from 'temporal-polyfill';
import { isAfter, londonDate, londonInstant, type Instant, type PlainDate } from '../dates.ts';
import type { DecisionContext, HeldRung, OwedNotice } from './decision.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Round } from '../round.ts';
import { noticeFactNames, type Notice, type NoticeFactName } from '../notice.ts';
import { decideNotices } from './decide-notices.ts';

/** The reasons why Revisit wrote, or did not write, to a person about one follow-up on one day. */
export interface ExplainedDay {
  readonly on: PlainDate;
  /** The notices that left for this person on that day. Their facts are the proof. */
  readonly sent: readonly Notice[];
  /** The notices owed at the start of the day's sending hours, judged by what was known then. */
  readonly owed: readonly OwedNotice[];
  /** Rungs that were due by that day but had to wait, each with its reason. */
  readonly held: readonly HeldRung[];
  /** Rungs that the ledger recorded as skipped by that day. */
  readonly skipped: readonly Notice[];
  /** The next day when Revisit may owe an email, judged by what was known then. */
  readonly nextOn?: PlainDate;
}

/**
 * Explains what Revisit owed one contact on one day. It applies the rules to what was known that day, and ignores what
 * came later.
 */
export function explainDay(
  record: FollowUpRecord,
  { context, contactId, on }: { context: Omit<DecisionContext, 'now'>; contactId: string; on: PlainDate },
): ExplainedDay {
  const opens = londonInstant(on, context.programme.sendingHours.from);
  const known = recordAsOf(record, opens);
  const decision = decideNotices(known, { ...context, now: opens });
  const mine = record.notices.filter((notice) => notice.key.contactId === contactId);
  return {
    on,
    sent: mine.filter(({ facts }) => facts.claimed !== undefined && londonDate(facts.claimed).equals(on)),
    owed: decision.owed.filter(({ key }) => key.contactId === contactId),
    held: decision.held,
    skipped: mine.filter(
      ({ facts }) => facts.skipped !== undefined && !isAfter(londonDate(facts.skipped), on),
    ),
    nextOn: decision.nextAttentionAt === undefined ? undefined : londonDate(decision.nextAttentionAt),
  };
}

/**
 * Returns the record as it stood before an instant. It leaves out the facts, returns and changes recorded at or after
 * that instant.
 */
export function recordAsOf(record: FollowUpRecord, at: Instant): FollowUpRecord {
  const isKnown = (instant: Instant | undefined): boolean =>
    instant !== undefined && Temporal.Instant.compare(instant, at) < 0;
  return {
    ...record,
    followUp: {
      ...record.followUp,
      revisions: record.followUp.revisions.filter(({ recordedAt }) => isKnown(recordedAt)),
      visits: record.followUp.visits.map((visit) => ({
        ...visit,
        announcedAt: isKnown(visit.announcedAt) ? visit.announcedAt : undefined,
      })),
    },
    notices: record.notices.flatMap((notice) => {
      const facts: Partial<Record<NoticeFactName, Instant>> = {};
      for (const name of noticeFactNames) {
        const fact = notice.facts[name];
        if (fact !== undefined && isKnown(fact)) facts[name] = fact;
      }
      return Object.keys(facts).length === 0 ? [] : [{ ...notice, facts }];
    }),
    rounds: record.rounds.map((round) => roundAsOf(round, isKnown)),
  };
}

function roundAsOf(round: Round, isKnown: (instant: Instant | undefined) => boolean): Round {
  const { moreTime, sentAnotherWay, askedAgain, unconfirmed, notRightPerson } = round;
  const answer = isKnown(moreTime?.answer?.at) ? moreTime?.answer : undefined;
  return {
    ...round,
    returns: round.returns.filter(({ receivedAt }) => isKnown(receivedAt)),
    moreTime: moreTime !== undefined && isKnown(moreTime.askedAt) ? { ...moreTime, answer } : undefined,
    sentAnotherWay: isKnown(sentAnotherWay?.saidAt) ? sentAnotherWay : undefined,
    unconfirmed: isKnown(unconfirmed?.saidAt) ? unconfirmed : undefined,
    notRightPerson: isKnown(notRightPerson?.saidAt) ? notRightPerson : undefined,
    askedAgain: isKnown(askedAgain?.askedAt) ? askedAgain : undefined,
  };
}
