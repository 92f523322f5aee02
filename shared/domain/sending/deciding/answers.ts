import { addWorkingDays } from '../../clocks/calendar.ts';
import type { Contact } from '../../contact.ts';
import { isInRole, isReachable, isSamePerson } from '../../people/contacts.ts';
import { isBefore, isEarlier, londonDate, type Instant } from '../../dates.ts';
import type { Round } from '../../round.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { nameCopyRung } from '../../notice.ts';
import { isAnswered } from '../../returns/rounds.ts';
import { COPIES_WITHIN_WORKING_DAYS } from './deliver.ts';
import type { Situation } from './situation.ts';
import { momentInKey, type Due, type Verdict } from './verdict.ts';

/**
 * Yields what follows from an answer or a question. That is the receipt, the owner's questions, and the owner's
 * decision on more time.
 */
export function* answerVerdicts(situation: Situation): Generator<Verdict> {
  for (const round of situation.record.rounds) {
    const milestone = situation.milestone(round.id);
    if (milestone === undefined) continue;
    yield* receipts(situation, { round, milestone });
    yield* questions(situation, { round, milestone });
    yield* moreTimeAnswer(situation, { round, milestone });
  }
}

/**
 * Acknowledges each return that came through the form. The receipt goes to the sender at once. If somebody else sent it,
 * the lead gets a copy at once.
 */
function* receipts(
  situation: Situation,
  { round, milestone }: { round: Round; milestone: Milestone },
): Generator<Due> {
  const { context, today, ledger } = situation;
  for (const { how, version, contactId, receivedAt } of round.returns) {
    const sender = context.contacts.find((contact) => contact.id === contactId);
    if (how !== 'form' || sender === undefined) continue;
    const rung = `receipt-${version}`;
    const addressee = whoHears(situation, { sender, receivedAt });
    if (addressee !== undefined) {
      const copied = nameCopyRung(rung, sender);
      yield {
        verdict: 'due',
        milestone,
        rung: copied,
        rungId: 'receipt',
        recipient: { kind: 'contact', contact: addressee },
        copy: true,
        addressee: sender,
        atOnce: true,
        entry: ledger.entryForEvent({ milestone, rung: copied }, addressee),
      };
    }
    if (!isReachable(sender, { contacts: context.contacts, on: today })) continue;
    yield {
      verdict: 'due',
      milestone,
      rung,
      rungId: 'receipt',
      recipient: { kind: 'contact', contact: sender },
      copy: false,
      atOnce: true,
      entry: ledger.entryForEvent({ milestone, rung }, sender),
    };
  }
}

/**
 * Returns the lead who hears that somebody else sent a return. Returns nobody if the lead sent it, came later, or would
 * hear of it only after days.
 */
function whoHears(
  { addressee, context, today }: Situation,
  { sender, receivedAt }: { sender: Contact; receivedAt: Instant },
): Contact | undefined {
  const on = londonDate(receivedAt);
  if (addressee?.part !== 'answers' || isSamePerson(addressee, sender)) return undefined;
  if (!isInRole(addressee, on)) return undefined;
  const until = addWorkingDays(on, { days: COPIES_WITHIN_WORKING_DAYS, calendar: context.calendar });
  return isBefore(until, today) ? undefined : addressee;
}

/**
 * Sends the owner's questions to today's addressee. It stops when the body has answered, or when the deadline for the
 * answers comes.
 */
function* questions(
  situation: Situation,
  { round, milestone }: { round: Round; milestone: Milestone },
): Generator<Due> {
  const { askedAgain, returns } = round;
  const { addressee, ledger, today } = situation;
  if (askedAgain === undefined || addressee === undefined || !isBefore(today, askedAgain.answerBy)) return;
  if (returns.some(({ receivedAt }) => isEarlier(askedAgain.askedAt, receivedAt))) return;
  const rung = `questions-${momentInKey(askedAgain.askedAt)}`;
  const about = {
    verdict: 'due',
    milestone,
    rungId: 'questions',
    addressee,
    answerBy: askedAgain.answerBy,
    recommendations: askedAgain.recommendations,
    atOnce: false,
  } as const;
  yield {
    ...about,
    rung,
    recipient: { kind: 'contact', contact: addressee },
    copy: false,
    entry: ledger.entryForEvent({ milestone, rung }, addressee),
  };
  const copied = nameCopyRung(rung, addressee);
  for (const contact of situation.othersIn(situation.rolesWith('mailbox'), addressee)) {
    yield {
      ...about,
      rung: copied,
      recipient: { kind: 'contact', contact },
      copy: true,
      entry: ledger.entryForEvent({ milestone, rung: copied }, contact),
    };
  }
}

/**
 * Tells the person who asked for more time whether they get it. The email leaves at once. Revisit sends nothing if the
 * new date is today or has passed.
 */
function* moreTimeAnswer(
  { addressee, context, ledger, today }: Situation,
  { round, milestone }: { round: Round; milestone: Milestone },
): Generator<Due> {
  const { moreTime } = round;
  if (moreTime?.answer === undefined || isAnswered(round)) return;
  if (milestone.suspended || !isBefore(today, milestone.lastWorkingDay)) return;
  const asker = context.contacts.find(({ id }) => id === moreTime.by);
  const contact =
    asker !== undefined && isReachable(asker, { contacts: context.contacts, on: today }) ? asker : addressee;
  if (contact === undefined) return;
  const rung = `more-time-answer-${momentInKey(moreTime.answer.at)}`;
  yield {
    verdict: 'due',
    milestone,
    rung,
    rungId: 'more-time-answer',
    recipient: { kind: 'contact', contact },
    copy: false,
    answerBy: milestone.lastWorkingDay,
    atOnce: true,
    entry: ledger.entryForEvent({ milestone, rung }),
  };
}
