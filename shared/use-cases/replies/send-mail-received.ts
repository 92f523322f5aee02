import type { Contact } from '../../domain/contact.ts';
import { isAfter, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { findWait } from '../../domain/returns/waits.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import type { SendOutcome } from '../sending/send-personal-email.ts';
import { answerMail, type AnswerMailDependencies } from './answer-mail.ts';

export type SendMailReceivedDependencies = AnswerMailDependencies;

/**
 * Tells a person that we have their email, and until when the emails about the round wait. Sends this once to each
 * person in a round, so two programs never answer each other.
 */
export async function sendMailReceived(
  dependencies: SendMailReceivedDependencies,
  {
    mail,
    contact,
    inHand,
    moreTimeUntil,
  }: {
    mail: IncomingMail;
    contact: Contact;
    inHand: RoundInHand;
    /** The day until which the email asks for more time, if it does only that. */
    moreTimeUntil: PlainDate | undefined;
  },
): Promise<SendOutcome | 'not-sent'> {
  const today = londonDate(dependencies.clock.now());
  const { rounds } = await dependencies.followUps.load(inHand.record.followUp.id);
  const wait = findWait(
    rounds.find(({ id }) => id === inHand.round.id),
    { today, calendar: inHand.calendar },
  );
  return answerMail(dependencies, {
    mail,
    contact,
    inHand,
    rung: 'mail-received',
    rungId: 'mail-received',
    mayAnswer: (earlier) => earlier.length === 0,
    facts: (about, link) => ({
      ...about,
      kind: 'mail-received',
      receivedAt: mail.receivedAt,
      // Earlier waits of the round may have used up its days.
      waitsUntil: wait !== undefined && isAfter(wait.until, today) ? wait.until : undefined,
      moreTimeUntil,
      link,
    }),
  });
}
