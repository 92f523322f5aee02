import { isSendingDay, sendingDayOnOrAfter } from '../../clocks/calendar.ts';
import {
  addDays,
  earlierInstant,
  isAfter,
  isEarlier,
  londonDate,
  londonInstant,
  startOfLondonDay,
  type Instant,
} from '../../dates.ts';
import type { Decision, HeldRung, HoldReason, OwedNotice, SkippedNotice } from '../decision.ts';
import {
  CLAIM_GRACE_SECONDS,
  CLAIM_LEASE_SECONDS,
  noticeId,
  noticeStatus,
  type Notice,
  type NoticeKey,
} from '../../notice.ts';
import { recipientId } from '../recipient.ts';
import { isResendAsked } from './ledger.ts';
import type { Situation } from './situation.ts';
import type { Due, Hold, Verdict } from './verdict.ts';

/** The minutes until Revisit looks again at a follow-up that has an email on its way out. */
const UNSETTLED_MINUTES = 30;

/** Turns the verdicts of the rules into a decision. The ledger and the sending hours can overrule a verdict. */
export function decide(situation: Situation, verdicts: readonly Verdict[]): Decision {
  const { record, context } = situation;
  const owed = new Map<string, OwedNotice>();
  const skipped: SkippedNotice[] = [];
  const held: HeldRung[] = [];
  const called = new Set<Notice>();
  const claims = findLostClaims(record.notices, context.now);
  const wakes = [...findChangeDays(situation)];
  if (claims.nextAt !== undefined) wakes.push(claims.nextAt);
  const sendsAt = nextSendingInstant(situation);

  for (const verdict of verdicts) {
    switch (verdict.verdict) {
      case 'look-again':
        wakes.push(londonInstant(verdict.on, context.programme.sendingHours.from));
        break;
      case 'hold':
        held.push(heldRung(verdict));
        break;
      case 'skip':
        skipped.push({ key: keyOf(situation, verdict), rungId: verdict.rungId, reason: verdict.reason });
        break;
      case 'due': {
        const key = keyOwed(situation, verdict);
        if (key === undefined) break;
        if (verdict.entry !== undefined) called.add(verdict.entry);
        if (verdict.atOnce || sendsAt === undefined) {
          owed.set(noticeId(key), owedNotice(verdict, key));
          break;
        }
        wakes.push(sendsAt);
        const { milestone, rungId } = verdict;
        held.push(
          heldRung({ milestone, rungId, reason: 'outside sending hours', until: londonDate(sendsAt) }),
        );
        break;
      }
    }
  }
  skipped.push(...staleResends(record.notices, { held, called }));
  if (owed.size > 0) wakes.push(context.now.add({ minutes: UNSETTLED_MINUTES }));
  return {
    owed: [...owed.values()],
    skipped,
    held,
    lost: claims.lost,
    nextAttentionAt: soonest(wakes, context.now),
  };
}

/** Returns the claims whose sender must be dead by `now`, and the instant at which the next claim would be lost. */
export function findLostClaims(
  notices: readonly Notice[],
  now: Instant,
): { lost: readonly Notice[]; nextAt: Instant | undefined } {
  const lost: Notice[] = [];
  const open: Instant[] = [];
  for (const notice of notices) {
    const claimedAt = notice.facts.claimed;
    if (claimedAt === undefined || noticeStatus(notice.facts) !== 'claimed') continue;
    const lostAt = claimedAt.add({ seconds: CLAIM_LEASE_SECONDS + CLAIM_GRACE_SECONDS });
    if (isEarlier(now, lostAt)) open.push(lostAt);
    else lost.push(notice);
  }
  return { lost, nextAt: soonest(open, now) };
}

/**
 * Yields the days when the decision may change without any event. On these days someone's role begins or ends, or a
 * clock stops or starts again.
 */
function* findChangeDays({ record, context, today }: Situation): Generator<Instant> {
  const stretches = [...context.contacts, ...context.suspensions, ...record.followUp.pauses];
  for (const { from, to } of stretches) {
    if (from !== undefined && isAfter(from, today)) yield startOfLondonDay(from);
    if (to !== undefined && isAfter(to, today)) yield startOfLondonDay(to);
  }
}

/** Returns undefined if emails may leave now. Otherwise returns the next instant at which they may leave. */
function nextSendingInstant({ context, today, opensAt }: Situation): Instant | undefined {
  const { calendar, now, programme } = context;
  const { from, until } = programme.sendingHours;
  if (isSendingDay(today, calendar)) {
    if (isEarlier(now, opensAt)) return opensAt;
    if (isEarlier(now, londonInstant(today, until))) return undefined;
  }
  return londonInstant(sendingDayOnOrAfter(addDays(today, 1), calendar), from);
}

/** Returns the key of a notice that is still owed, or undefined if the ledger has already settled it. */
function keyOwed(situation: Situation, due: Due): NoticeKey | undefined {
  const { entry } = due;
  if (entry !== undefined && !isResendAsked(entry)) return undefined;
  const contactId = recipientId(due.recipient);
  const fresh = keyOf(situation, { ...due, contactId });
  if (entry === undefined) return fresh;
  // If a human asks to resend an email for an earlier due date, it goes out under today's due date.
  const isOfToday = due.atOnce || entry.key.dueOn.equals(due.milestone.dueOn);
  return isOfToday ? entry.key : fresh;
}

function keyOf(
  { record }: Situation,
  { milestone, rung, contactId }: Pick<Due, 'milestone' | 'rung'> & { contactId: string },
): NoticeKey {
  return {
    followUpId: record.followUp.id,
    milestone: milestone.id,
    dueOn: milestone.dueOn,
    rung,
    contactId,
    attempt: 1,
  };
}

function owedNotice(due: Due, key: NoticeKey): OwedNotice {
  const { rungId, milestone, recipient, copy, addressee, answerBy } = due;
  const recommendations = due.recommendations ?? [];
  return { key, rungId, milestone, recipient, copy, addressee, answerBy, recommendations };
}

function heldRung({ milestone, rungId, reason, until }: Omit<Hold, 'verdict'>): HeldRung {
  return { milestone: milestone.id, rungId, reason, until };
}

/** Holds that never end. If a human asked to resend a notice under such a hold, Revisit skips it. */
const finalHolds: ReadonlySet<HoldReason> = new Set<HoldReason>(['answered']);

/** Skips each notice that a human asked to resend, if no rule calls for it today and no hold keeps it waiting. */
function* staleResends(
  notices: readonly Notice[],
  { held, called }: { held: readonly HeldRung[]; called: ReadonlySet<Notice> },
): Generator<SkippedNotice> {
  for (const notice of notices) {
    if (!isResendAsked(notice) || called.has(notice)) continue;
    const { key, rungId } = notice;
    const waits = held.some(
      ({ milestone, reason }) => milestone === key.milestone && !finalHolds.has(reason),
    );
    if (!waits) yield { key, rungId, reason: 'nothing calls for it any more' };
  }
}

function soonest(instants: readonly Instant[], now: Instant): Instant | undefined {
  return instants
    .filter((instant) => isEarlier(now, instant))
    .reduce<Instant | undefined>(
      (best, instant) => (best === undefined ? instant : earlierInstant(best, instant)),
      undefined,
    );
}
