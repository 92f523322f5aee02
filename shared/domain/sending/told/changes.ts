import { addWorkingDays } from '../../clocks/calendar.ts';
import type { Contact } from '../../contact.ts';
import { isBefore, isEarlier, londonDate, type Instant, type PlainDate } from '../../dates.ts';
import type { FollowUpRecord } from '../../follow-up.ts';
import { isInRole, isReachable, isSamePerson } from '../../people/contacts.ts';
import { isRound } from '../../programme.ts';
import { Situation } from '../deciding/situation.ts';
import type { DecisionContext } from '../decision.ts';
import { findLastTold } from './last-told.ts';
import { isSameStatement, type Statement, type Told } from '../../statement.ts';
import { findTruth } from './what-is-true.ts';

/** Something that a person believes, because we told them, and that is no longer so. */
export interface Change {
  readonly told: Told;
  readonly now: Statement;
}

/** What one person holds that is no longer so. */
export interface OldBelief {
  readonly contact: Contact;
  readonly changes: readonly Change[];
  /**
   * When the person was last told anything about the follow-up. A correction names it, so that each is sent once. The
   * next change of something else that the same email said has a later moment, because the correction lies between.
   */
  readonly since: Instant;
  /** The first day on which the person may act on it. */
  readonly actsOn: PlainDate;
}

/** Former holders of a role hear for this long what no longer concerns them. Later it would be old news. */
const FORMER_WORKING_DAYS = 20;

/** Returns what each person holds that is no longer so. */
export function listOldBeliefs(record: FollowUpRecord, context: DecisionContext): OldBelief[] {
  const situation = new Situation(record, context);
  return oldBeliefsIn(situation);
}

export function oldBeliefsIn(situation: Situation): OldBelief[] {
  const { record, context } = situation;
  const people = new Set(record.notices.map(({ key }) => key.contactId));
  return context.contacts.flatMap((contact) => {
    if (!people.has(contact.id) || isLongGone(contact, situation)) return [];
    const told = [...findLastTold(record, contact.id).values()];
    const changes = told.flatMap((one) => changeOf(one, { contact, situation }) ?? []);
    const [first, ...more] = told;
    if (first === undefined || changes.length === 0) return [];
    return [
      {
        contact,
        changes,
        since: more.reduce((newest, { at }) => (isEarlier(newest, at) ? at : newest), first.at),
        actsOn: changes.map(dayOfAction(situation.today)).reduce((a, b) => (isBefore(a, b) ? a : b)),
      },
    ];
  });
}

function changeOf(
  told: Told,
  { contact, situation }: { contact: Contact; situation: Situation },
): Change | undefined {
  const truth = findTruth(told.statement, situation);
  if (truth === undefined) return undefined;
  const now = isFormer(contact, situation) ? ofFormerHolder(truth) : truth;
  return isSameStatement(now, told.statement) ? undefined : { told, now };
}

/** Whoever lost their role need not send anything. Other dates no longer concern them, and they are not told them. */
function ofFormerHolder(truth: Statement): Statement {
  return truth.says === 'answer-by' || truth.says === 'round-stopped'
    ? { says: 'not-needed', round: truth.round }
    : truth;
}

function isFormer(contact: Contact, { today, context }: Situation): boolean {
  return (
    !isInRole(contact, today) &&
    !context.contacts.some((other) => isSamePerson(other, contact) && isInRole(other, today))
  );
}

function isLongGone(contact: Contact, situation: Situation): boolean {
  if (!isFormer(contact, situation)) return false;
  const { to } = contact;
  if (to === undefined) return true;
  const until = addWorkingDays(to, { days: FORMER_WORKING_DAYS, calendar: situation.context.calendar });
  return isBefore(until, situation.today);
}

/** Returns the first day on which somebody may act on what they were told, or ought to act on what is so now. */
function dayOfAction(today: PlainDate): (change: Change) => PlainDate {
  return ({ told, now }) => {
    const days = [told.statement, now].flatMap((statement) =>
      'on' in statement ? statement.on : 'firstOn' in statement ? statement.firstOn : [],
    );
    return days.reduce((a, b) => (isBefore(a, b) ? a : b), days[0] ?? today);
  };
}

/**
 * Returns the day of the next email of the ladder to a person about the follow-up, if it says what is so before anybody
 * acts on the old. Then that email carries the change and none goes by itself.
 */
export function findCarryingDay(belief: OldBelief, situation: Situation): PlainDate | undefined {
  const { contact, actsOn, changes } = belief;
  if (situation.record.followUp.state !== 'open' || !changes.every(canWait)) return undefined;
  if (!isReachable(contact, { contacts: situation.context.contacts, on: situation.today })) return undefined;
  if (contact !== situation.addressee && contact.part !== 'mailbox') return undefined;
  let day: PlainDate | undefined;
  for (const milestone of situation.milestones) {
    if (milestone.suspended || !isRound(milestone.rule)) continue;
    for (const rule of milestone.rule.rungs) {
      if (rule.kind !== 'request' && (rule.kind !== 'reminder' || contact !== situation.addressee)) continue;
      const rung = situation.rung(rule, milestone);
      // A round that was asked for is not asked for again when its date moves.
      if (rule.kind === 'request' && situation.ledger.wasSent(rung)) continue;
      const on = rung.day;
      if (!situation.hasCome(on) && isBefore(on, actsOn) && (day === undefined || isBefore(on, day)))
        day = on;
    }
  }
  return day;
}

/** A day that moves can wait for the next email. What nobody needs any more, and the days of a visit, cannot. */
function canWait({ told: { statement }, now }: Change): boolean {
  return statement.says === now.says && statement.says !== 'visit';
}

/** Tells whether a person acts on the old before an email could reach them, so that somebody must ring. */
export function mustBeRung({ contact, actsOn, changes }: OldBelief, situation: Situation): boolean {
  const { context, today } = situation;
  if (!isReachable(contact, { contacts: context.contacts, on: today })) return true;
  const next = addWorkingDays(today, { days: 1, calendar: context.calendar });
  return (
    changes.some(({ told, now }) => told.statement.says === 'visit' && now.says === 'no-visit-days') &&
    !isBefore(next, actsOn) &&
    !isBefore(actsOn, londonDate(context.now))
  );
}
