import { isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import { isInRole, isInsideBody } from '../../domain/people/contacts.ts';
import type { Contact } from '../../domain/contact.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import { LONGEST_TEXT } from '../../domain/returns/answer-problems.ts';
import { findOnlyDay } from '../../domain/replies/dates-in-text.ts';
import type { ClassifiedReply, UnclearReason } from '../../domain/replies/classified-reply.ts';
import type { HeldReason, IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { ReceivedMessage } from '../../domain/replies/received-message.ts';
import { findAutomaticSign, type SenderDoubt } from '../../domain/replies/sender.ts';
import { FURTHEST_MORE_TIME_DAYS } from '../form/ask-for-more-time.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import { noteMail, type NoteMailDependencies } from '../finding/note-mail.ts';
import { sendMailReceived, type SendMailReceivedDependencies } from './send-mail-received.ts';

export type HoldMailDependencies = NoteMailDependencies & SendMailReceivedDependencies;

/** An email that a person must read, with what Revisit found out about it. */
export interface HeldMail {
  readonly mail: IncomingMail;
  readonly reason: HeldReason;
  readonly told: ClassifiedReply;
  /** What the sender wrote, without quotations and signature. */
  readonly words: string;
  readonly message: ReceivedMessage;
  readonly doubt: SenderDoubt | undefined;
  readonly sender: Contact | undefined;
  readonly inHand: RoundInHand | undefined;
}

/**
 * Takes an email that a person must read. If its sender is proven and in role today, and wrote it, the ladder waits for
 * the reading and the sender is told so. Otherwise anybody's junk could stop the emails, and a program could answer our
 * answer.
 *
 * An email that asks for more time until a day is such a request, as the form takes it.
 */
export async function holdMail(dependencies: HoldMailDependencies, held: HeldMail): Promise<IncomingMail> {
  const { mail, reason, sender, inHand } = held;
  const waiting: IncomingMail = { ...mail, place: 'holding-pen', reason };
  if (sender === undefined || inHand === undefined || !isWaitedFor(held)) return waiting;
  const until = reason === 'more-time' ? findUntil(held, inHand) : undefined;
  const { followUp } = inHand.record;
  const about = { followUpId: followUp.id, contactId: sender.id, round: inHand.round.id };
  await noteMail(dependencies, {
    followUpId: followUp.id,
    round: inHand.round.id,
    mail: {
      mailId: mail.id,
      receivedAt: mail.receivedAt,
      by: sender.id,
      state: until === undefined ? 'held' : 'settled',
      recommendations: [],
      unplaced: 0,
    },
    by: sender.id,
    summary:
      until === undefined
        ? `${mail.id} waits to be read. The emails about the ${inHand.rule.name} wait with it.`
        : `Asked by ${mail.id} for more time for the ${inHand.rule.name}, until ${until.toString()}.`,
    ...(until === undefined
      ? {}
      : { also: (round) => ({ ...round, moreTime: moreTimeOf(held, { sender, until }) }) }),
  });
  await sendMailReceived(dependencies, { mail, contact: sender, inHand, moreTimeUntil: until });
  return until === undefined
    ? { ...waiting, about }
    : { ...mail, place: 'taken', reason: 'more-time-asked', about };
}

function moreTimeOf({ mail, words }: HeldMail, { sender, until }: { sender: Contact; until: PlainDate }) {
  return {
    askedAt: mail.receivedAt,
    by: sender.id,
    until,
    reason: words.slice(0, LONGEST_TEXT),
    mailId: mail.id,
  };
}

/** Tells whether the ladder waits until a person has read the email. */
function isWaitedFor({ told, message, mail, doubt, sender, inHand, reason }: HeldMail): boolean {
  if (doubt !== undefined || sender === undefined || inHand === undefined) return false;
  if (reason === 'too-many' || !isInsideBody(sender)) return false;
  if (!isInRole(sender, londonDate(mail.receivedAt))) return false;
  if (isAnswered(inHand.round) || !inHand.isOpen) return false;
  return hasOwnWords(told) && findAutomaticSign(message, mail) === undefined;
}

/** What a person must look at although somebody has written it. */
const WRITTEN: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'inside-quote',
  'in-the-subject',
  'too-long',
]);

function hasOwnWords(told: ClassifiedReply): boolean {
  switch (told.kind) {
    case 'answer':
    case 'for-owner':
      return true;
    case 'not-me':
      return !told.automatic;
    case 'unclear':
      return WRITTEN.has(told.why);
    default:
      return false;
  }
}

/** Returns the one day until which an email asks for more time, if the form would take it. */
function findUntil({ mail, words }: HeldMail, { round, answerBy }: RoundInHand): PlainDate | undefined {
  const today = londonDate(mail.receivedAt);
  if (round.moreTime !== undefined && round.moreTime.answer === undefined) return undefined;
  const until = findOnlyDay(words, { from: today });
  if (until === undefined || !isAfter(until, answerBy) || !isAfter(until, today)) return undefined;
  return isAfter(until, today.add({ days: FURTHEST_MORE_TIME_DAYS })) ? undefined : until;
}
