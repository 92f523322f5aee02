import { holderOf, isReachable } from '../../people/contacts.ts';
import { isBefore, londonDate } from '../../dates.ts';
import type { Contact } from '../../contact.ts';
import { noticeStatus } from '../../notice.ts';
import type { RungRule } from '../../programme.ts';
import { isResendAsked, type LedgerRung } from './ledger.ts';
import { findFirstDayAfterRequest, explainNotAccepted } from './rounds.ts';
import type { Situation } from './situation.ts';
import { hold, lookAgain, type Due, type Verdict } from './verdict.ts';

/**
 * Yields what Revisit writes to the office of the local policing body about its statutory date. The office gets one
 * email with the date. It gets one reminder if no comments are recorded. A suspension does not move this date, and
 * Revisit never chases the office.
 */
export function* localPolicingBodyVerdicts(situation: Situation): Generator<Verdict> {
  const milestone = situation.milestoneOf('duty');
  const { followUp } = situation.record;
  if (milestone?.rule.kind !== 'duty' || followUp.localPolicingBodyComments !== undefined) return;
  const where = { contacts: situation.context.contacts, on: situation.today };
  const office = holderOf(milestone.rule.role, where);
  if (office === undefined || !isReachable(office, where)) return;
  const [told, recalled] = milestone.rule.rungs;
  if (told === undefined || recalled === undefined) return;

  const telling = situation.rung(told, milestone);
  if (!situation.hasCome(telling.day)) {
    yield lookAgain(telling.day);
    return;
  }
  const entry = situation.ledger.entryFor(telling, office);
  if (!isBefore(situation.today, milestone.lastWorkingDay)) {
    if (entry === undefined) yield* skipPassedRung({ rule: told, rung: telling, office });
    return;
  }
  if (entry === undefined || isResendAsked(entry)) {
    yield buildDue({ rule: told, rung: telling, office, situation });
    return;
  }
  const recalling = situation.rung(recalled, milestone);
  if (!situation.hasCome(recalling.day)) {
    yield lookAgain(recalling.day);
    return;
  }
  const acceptedAt = entry.facts.delivered;
  if (acceptedAt === undefined || noticeStatus(entry.facts) !== 'delivered') {
    yield hold(milestone, { rungId: recalled.id, reason: explainNotAccepted(entry) });
    return;
  }
  const until = findFirstDayAfterRequest(situation, { rule: recalled, acceptedOn: londonDate(acceptedAt) });
  if (!isBefore(until, milestone.lastWorkingDay)) {
    // A reminder would be useless if the first email came shortly before the date.
    if (situation.ledger.entryFor(recalling, office) === undefined)
      yield* skipPassedRung({ rule: recalled, rung: recalling, office });
  } else if (situation.hasCome(until)) {
    yield buildDue({ rule: recalled, rung: recalling, office, situation });
  } else {
    yield hold(milestone, { rungId: recalled.id, reason: 'the request was accepted too recently', until });
    yield lookAgain(until);
  }
}

interface OfficeRung {
  readonly rule: RungRule;
  readonly rung: LedgerRung;
  readonly office: Contact;
}

function buildDue({ rule, rung, office, situation }: OfficeRung & { situation: Situation }): Due {
  return {
    verdict: 'due',
    milestone: rung.milestone,
    rung: rule.id,
    rungId: rule.id,
    recipient: { kind: 'contact', contact: office },
    copy: false,
    answerBy: rung.milestone.lastWorkingDay,
    atOnce: false,
    entry: situation.ledger.entryFor(rung, office),
  };
}

function* skipPassedRung({ rule, rung, office }: OfficeRung): Generator<Verdict> {
  yield {
    verdict: 'skip',
    milestone: rung.milestone,
    rung: rule.id,
    rungId: rule.id,
    contactId: office.id,
    reason: 'its date had passed before it could be sent',
  };
}
