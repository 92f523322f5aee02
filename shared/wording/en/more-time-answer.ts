import { formatDayAndMonth, formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type EmailContent } from '../email-content.ts';
import type { MoreTimeAnswerEmail } from '../email-facts.ts';
import { writeLetter, writeSignature } from './letter.ts';
import { bySubject, nameRoundInSubject, nameRound, usefulAnswers, voiceOf } from './phrases.ts';

export function moreTimeAnswerEmail(facts: MoreTimeAnswerEmail): EmailContent {
  const { report, round, by, granted, link, owners } = facts;
  const voice = voiceOf(owners);
  return writeLetter(facts, {
    subject: granted
      ? `${nameRoundInSubject(report, round)}: you have until ${formatDayAndMonth(by)}`
      : `${bySubject(by)}: ${nameRoundInSubject(report, round)}`,
    blocks: granted
      ? [
          paragraphWithLink(
            `You asked for more time for ${nameRound(report, round)}. You now have until ${formatDate(by)}. What was saved is kept`,
            link,
          ),
          paragraph('You do not need to reply.'),
          writeSignature(owners),
        ]
      : [
          paragraph(
            `You asked for more time for ${nameRound(report, round)}. ${voice.I} am sorry that ${voice.i} cannot move the date.`,
          ),
          paragraphWithLink(
            `Please send what you have by ${formatDate(by)}. A partial answer is better than none`,
            link,
          ),
          paragraph(usefulAnswers),
          paragraph(`Would it help to talk? Please ${voice.ringMe}.`),
          writeSignature(owners),
        ],
    actBy: by,
  });
}
