import { findLatestDate, isAfter, londonDate, type Instant } from '../../dates.ts';
import type { Round } from '../../round.ts';
import { isInRole } from '../../people/contacts.ts';
import { isAnswered } from '../../returns/rounds.ts';
import { type Notice, noticeStatus } from '../../notice.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import type { AlertRungId } from '../../rungs.ts';
import type { Situation } from './situation.ts';
import { momentInKey, type Due, type Verdict } from './verdict.ts';

/**
 * Yields the alerts for the owner. An alert leaves at once, at any hour, because the Monday digest would be too late.
 * The owner gets an alert if nobody there can be reached, if Revisit can no longer write to an address, if the body
 * asks for more time or sent its return another way, or if somebody is not the right person to ask. Revisit sends each alert once, even if the owner changes.
 */
export function* alertVerdicts(situation: Situation, others: readonly Verdict[]): Generator<Due> {
  for (const alertsOfKind of Object.values(alerts)) yield* alertsOfKind(situation, others);
}

/** The rule for each alert in the table of rungs. */
const alerts: Readonly<
  Record<AlertRungId, (situation: Situation, others: readonly Verdict[]) => Iterable<Due>>
> = {
  'nobody-reachable': nobodyAlerts,
  unreachable: (situation) => addressAlerts(situation, 'unreachable'),
  complaint: (situation) => addressAlerts(situation, 'complaint'),
  // The correction that calls for it yields it.
  'holds-old-date': () => [],
  'more-time-asked': moreTimeAlerts,
  'sent-another-way': (situation) =>
    saidAlerts(situation, { rungId: 'sent-another-way', said: ({ sentAnotherWay }) => sentAnotherWay }),
  'not-the-right-person': (situation) =>
    saidAlerts(situation, {
      rungId: 'not-the-right-person',
      said: ({ notRightPerson }) => notRightPerson,
    }),
};

function* nobodyAlerts(situation: Situation, others: readonly Verdict[]): Generator<Due> {
  const held = others.find(
    (verdict) => verdict.verdict === 'hold' && verdict.reason === 'nobody who answers there can be reached',
  );
  const addresses = [...addressAlerts(situation, 'unreachable'), ...addressAlerts(situation, 'complaint')];
  if (held?.verdict === 'hold' && !(addresses.length > 0 && isToldByAddress(situation))) {
    yield* alert(situation, {
      milestone: held.milestone,
      rung: 'nobody-reachable',
      rungId: 'nobody-reachable',
    });
  }
}

/**
 * Tells whether the last address that failed left nobody who can be reached. Then the alert about that address says so,
 * and the owner gets one email. If a role ended later, or nobody has one, only the other alert tells it.
 */
function isToldByAddress(situation: Situation): boolean {
  const { context, today } = situation;
  const roles = new Set(situation.rolesWith('answers', 'stands-in', 'mailbox'));
  const holders = context.contacts.filter(({ role }) => roles.has(role));
  const failed = findLatestDate(
    holders.flatMap((contact) =>
      contact.unreachable !== undefined && isInRole(contact, today)
        ? londonDate(contact.unreachable.since)
        : [],
    ),
  );
  const ended = findLatestDate(
    holders.flatMap(({ to }) => (to === undefined || isAfter(to, today) ? [] : to)),
  );
  return failed !== undefined && (ended === undefined || !isAfter(ended, failed));
}

/** Yields one alert for each contact that can get no more email for this reason. */
function* addressAlerts(situation: Situation, rungId: 'unreachable' | 'complaint'): Generator<Due> {
  for (const notice of situation.record.notices) {
    const milestone = situation.milestone(notice.key.milestone);
    if (milestone === undefined || alertFor(notice) !== rungId) continue;
    if (!situation.context.contacts.some(({ id }) => id === notice.key.contactId)) continue;
    yield* alert(situation, { milestone, rung: `${rungId}-${notice.key.contactId}`, rungId });
  }
}

function* moreTimeAlerts(situation: Situation): Generator<Due> {
  for (const { id, moreTime } of situation.record.rounds) {
    const milestone = situation.milestone(id);
    if (milestone === undefined || moreTime === undefined || moreTime.answer !== undefined) continue;
    const rung = `more-time-asked-${momentInKey(moreTime.askedAt)}`;
    yield* alert(situation, { milestone, rung, rungId: 'more-time-asked' });
  }
}

/** Yields an alert for what somebody said about a round that is not answered yet. */
function* saidAlerts(
  situation: Situation,
  { rungId, said }: { rungId: AlertRungId; said: (round: Round) => { readonly saidAt: Instant } | undefined },
): Generator<Due> {
  for (const round of situation.record.rounds) {
    const milestone = situation.milestone(round.id);
    const what = said(round);
    if (milestone === undefined || what === undefined || isAnswered(round)) continue;
    yield* alert(situation, { milestone, rung: `${rungId}-${momentInKey(what.saidAt)}`, rungId });
  }
}

function alertFor({ facts }: Notice): 'unreachable' | 'complaint' | undefined {
  const status = noticeStatus(facts);
  if (status === 'complained') return 'complaint';
  return status === 'permanentBounce' || status === 'suppressed' ? 'unreachable' : undefined;
}

function* alert(
  { context, ledger }: Situation,
  called: { milestone: Milestone; rung: string; rungId: AlertRungId },
): Generator<Due> {
  if (context.owner === undefined) return;
  yield {
    verdict: 'due',
    ...called,
    recipient: { kind: 'staff', staff: context.owner },
    copy: false,
    atOnce: true,
    entry: ledger.entryForEvent(called),
  };
}
