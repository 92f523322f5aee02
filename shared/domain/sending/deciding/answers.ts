import { isReachable } from '../../people/contacts.ts';
import { isBefore, isEarlier } from '../../dates.ts';
import type { Round } from '../../round.ts';
import type { Milestone } from '../../clocks/milestones.ts';
import { nameCopyRung } from '../../notice.ts';
import { isAnswered } from '../../returns/rounds.ts';
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

/** Acknowledges each return that came through the form. The receipt goes to the sender at once. */
function* receipts(
  { context, today, ledger }: Situation,
  { round, milestone }: { round: Round; milestone: Milestone },
): Generator<Due> {
  for (const { how, version, contactId } of round.returns) {
    const sender = context.contacts.find((contact) => contact.id === contactId);
    if (how !== 'form' || sender === undefined) continue;
    if (!isReachable(sender, { contacts: context.contacts, on: today })) continue;
    const rung = `receipt-${version}`;
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
