import { formatDate, londonDate } from '../../domain/dates.ts';
import { paragraph, paragraphWithLink, type EmailContent } from '../email-content.ts';
import type { MailReceivedEmail } from '../email-facts.ts';
import { promiseBy } from './ask-by.ts';
import { writeLetter, writeSignature } from './letter.ts';
import { nameRoundInSubject } from './phrases.ts';

/** Tells someone that we have their email, and who acts next. */
export function mailReceivedEmail(facts: MailReceivedEmail): EmailContent {
  const { report, round, waitsUntil } = facts;
  return writeLetter(facts, {
    subject: `Received: your email about the ${nameRoundInSubject(report, round)}`,
    blocks: [
      paragraph(`We have your email of ${formatDate(londonDate(facts.receivedAt))}. ${whatHappens(facts)}`),
      ...(waitsUntil === undefined
        ? []
        : [paragraph(`Until then, or until they have, we will not remind you about the ${round.name}.`)]),
      paragraphWithLink('If you meant to send your answers, the form is the quickest way', facts.link),
      paragraph('For security, this email does not repeat your words.'),
      writeSignature(facts),
    ],
  });
}

function whatHappens({ waitsUntil, moreTimeUntil, round, today }: MailReceivedEmail): string {
  const by = waitsUntil === undefined ? '' : promiseBy({ by: waitsUntil, today }, 'as soon as they can');
  return moreTimeUntil === undefined
    ? `A member of the team will read it${by}.`
    : `You ask for more time for the ${round.name}, until ${formatDate(moreTimeUntil)}. A member of the team will answer${by}.`;
}
