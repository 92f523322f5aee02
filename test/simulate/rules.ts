import { isSendingDay } from '../../shared/domain/clocks/calendar.ts';
import { isAfter, isBefore, londonDate } from '../../shared/domain/dates.ts';
import { isReachable } from '../../shared/domain/people/contacts.ts';
import { findTruth } from '../../shared/domain/sending/told/what-is-true.ts';
import { Situation } from '../../shared/domain/sending/deciding/situation.ts';
import { findCarryingDay, oldBeliefsIn } from '../../shared/domain/sending/told/changes.ts';
import { isSameStatement, type Statement } from '../../shared/domain/statement.ts';
import { noticeId } from '../../shared/domain/notice.ts';
import type { Inbox } from './inbox.ts';
import type { SentEmail } from './send.ts';
import { contextOf, type World } from './world.ts';

/** Kinds of email that ask for a round. Each person gets one email of the ladder a day at most. */
const LADDER = new Set(['request', 'reminder', 'chaser']);
const SAYS_NOTHING = /has no saved answers yet|We cannot find it here/u;

/** Returns what is wrong after a step, in plain English. Nothing may ever be wrong. */
export function findWrong(
  world: World,
  { emails, inbox }: { emails: readonly SentEmail[]; inbox: Inbox },
): string[] {
  const situation = new Situation(world.record, contextOf(world));
  return [
    ...emails.flatMap((email) => [
      ...untruthsIn(email, situation),
      ...deniedWords(email, situation),
      ...pastDates(email, situation),
    ]),
    ...sentTwice(emails, inbox),
    ...inbox.list().flatMap(([id, told]) => visitDaysHeld(id, { told, situation })),
    ...uncorrected(situation),
  ];
}

/** No statement of an email contradicts the facts at the moment when it leaves. */
function untruthsIn({ to, stated }: SentEmail, situation: Situation): string[] {
  return stated.flatMap((statement) => {
    const truth = findTruth(statement, situation);
    const isTrue =
      truth === undefined ||
      isSameStatement(truth, statement) ||
      (statement.says === 'not-needed' && (truth.says === 'answer-by' || truth.says === 'round-stopped'));
    const told = `${to} was told ${inWords(statement)}`;
    if (statement.says === 'visit' && !isAnnouncedNow(statement, situation))
      return [`${told}, which is not announced`];
    return isTrue ? [] : [`${told}, but true is ${inWords(truth)}`];
  });
}

/** This looks at the record itself, and not at what the product takes to be true. */
function isAnnouncedNow(statement: Extract<Statement, { says: 'visit' }>, { record }: Situation): boolean {
  return record.followUp.visits.some(
    ({ booked, announcedAt }) =>
      announcedAt !== undefined && booked?.firstOn.equals(statement.firstOn) === true,
  );
}

/** Nobody whose words we hold hears that we have none. This reads the sentences of the email. */
function deniedWords({ to, text, notices }: SentEmail, { record }: Situation): string[] {
  if (!SAYS_NOTHING.test(text.replace(/\s+/gu, ' '))) return [];
  const asked = new Set(notices.map(({ milestone }) => milestone.id));
  // One email may be about several rounds. Only if we hold words about all of them is the sentence surely untrue.
  const rounds = record.rounds.filter(({ id }) => asked.has(id));
  const held = rounds.filter(
    ({ mails = [], savedAnswers, moreTime, returns, sentAnotherWay, approvalAsked }) =>
      savedAnswers.length + returns.length > 0 ||
      mails.some(({ state }) => state !== 'settled') ||
      [sentAnotherWay, approvalAsked].some((one) => one !== undefined) ||
      (moreTime !== undefined && moreTime.answer === undefined),
  );
  return held.length === asked.size ? [`${to} heard that we have nothing, but we hold their words`] : [];
}

/** No email that asks for something by a day leaves after that day. A chaser only says when we asked. */
function pastDates({ to, facts }: SentEmail, { today }: Situation): string[] {
  const sections = facts.kind === 'reports' ? facts.sections : [];
  const days = sections.flatMap((section) =>
    section.kind === 'request' || section.kind === 'reminder' || section.kind === 'questions'
      ? [section.by]
      : [],
  );
  if (facts.kind === 'more-time-answer' && facts.granted) days.push(facts.by);
  return days
    .filter((by) => isBefore(by, today))
    .map((by) => `${to} was asked by ${by.toString()}, which is past`);
}

/** Nothing leaves twice, and one person gets one email of the ladder a day. */
function sentTwice(emails: readonly SentEmail[], inbox: Inbox): string[] {
  const twice = emails.flatMap(({ notices }) =>
    notices.map(({ key }) => noticeId(key)).filter((id) => inbox.timesSent(id) > 1),
  );
  const asking = emails.filter(
    ({ facts }) => facts.kind === 'reports' && facts.sections.some(({ kind }) => LADDER.has(kind)),
  );
  const people = asking.map(({ to }) => to).filter((to, index, all) => all.indexOf(to) !== index);
  return [
    ...twice.map((id) => `${id} left twice`),
    ...people.map((to) => `${to} got two emails of the ladder at once`),
  ];
}

/** Nobody waits for a visit that was cancelled or moved. It compares the model inbox with the record itself. */
function visitDaysHeld(
  id: string,
  { told, situation }: { told: readonly Statement[]; situation: Situation },
): string[] {
  const { record, context, today } = situation;
  const contact = context.contacts.find((one) => one.id === id);
  const last = told.findLast(({ says }) => says === 'visit' || says === 'no-visit-days');
  if (last?.says !== 'visit' || contact === undefined || contact.to !== undefined || !mayHear(situation))
    return [];
  if (!isReachable(contact, { contacts: context.contacts, on: today }) || isAfter(today, last.lastOn))
    return [];
  const isStill = record.followUp.state === 'open' && isAnnouncedNow(last, situation);
  const isHeld = record.followUp.visits.some(({ held }) => held !== undefined);
  return isStill || isHeld ? [] : [`${id} still holds ${inWords(last)}`];
}

/** By the end of a sending hour everybody who can be reached holds what is true, or an email of the ladder will tell them. */
function uncorrected(situation: Situation): string[] {
  const { context, today } = situation;
  if (!mayHear(situation)) return [];
  return oldBeliefsIn(situation).flatMap((belief) => {
    if (!isReachable(belief.contact, { contacts: context.contacts, on: today })) return [];
    if (findCarryingDay(belief, situation) !== undefined) return [];
    return belief.changes.map(
      ({ told, now }) => `${belief.contact.id} holds ${inWords(told.statement)}, but true is ${inWords(now)}`,
    );
  });
}

/** Tells whether it is an hour at which emails leave. */
function mayHear({ context, today }: Situation): boolean {
  return isSendingDay(today, context.calendar) && londonDate(context.now).equals(today);
}

export function inWords(statement: Statement): string {
  const days =
    'on' in statement ? [statement.on] : 'firstOn' in statement ? [statement.firstOn, statement.lastOn] : [];
  const round = 'round' in statement ? [statement.round] : [];
  return [statement.says, ...round, ...days.map(String)].join(' ');
}
