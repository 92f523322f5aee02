import type { Contact } from '../../domain/contact.ts';
import { isEarlier, type Instant } from '../../domain/dates.ts';
import { isRefused } from '../../domain/replies/files-of-reply.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import type { SendOutcome } from '../sending/send-personal-email.ts';
import { answerMail, type AnswerMailDependencies } from './answer-mail.ts';

/** A machine may answer every email of ours. It gets this many emails in 24 hours and in a round, and then no more. */
const MOST_REPLIES_A_DAY = 3;
const MOST_REPLIES_A_ROUND = 10;

/**
 * Tells a person who replied that their words are on the form, with a link to check and send them. Sends this once for
 * each email. Limits how often, because two machines could otherwise answer each other for ever.
 */
export function sendReplyRead(
  dependencies: AnswerMailDependencies,
  {
    mail,
    contact,
    inHand,
    saysMore,
  }: { mail: IncomingMail; contact: Contact; inHand: RoundInHand; saysMore: boolean },
): Promise<SendOutcome | 'not-sent'> {
  const kept = (mail.files ?? []).filter(({ fate }) => fate === 'kept');
  return answerMail(dependencies, {
    mail,
    contact,
    inHand,
    rung: `reply-read-${mail.id}`,
    rungId: 'reply-read',
    mayAnswer: (earlier, now) =>
      earlier.length < MOST_REPLIES_A_ROUND &&
      earlier.filter(({ facts }) => isWithinADay(facts.claimed, now)).length < MOST_REPLIES_A_DAY,
    facts: (about, link) => ({
      ...about,
      kind: 'reply-read',
      receivedAt: mail.receivedAt,
      recommendations: mail.recommendations ?? [],
      saysMore,
      attachments: kept.length,
      refusedFiles: (mail.files ?? []).filter(isRefused),
      by: inHand.round.returns.length === 0 ? inHand.answerBy : undefined,
      link,
    }),
  });
}

function isWithinADay(at: Instant | undefined, now: Instant): boolean {
  return at !== undefined && isEarlier(now, at.add({ hours: 24 }));
}
