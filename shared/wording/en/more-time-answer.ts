import { formatDay, formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type EmailContent } from '../email-content.ts';
import type { MoreTimeAnswerEmail } from '../email-facts.ts';
import { askBy, isOver } from './ask-by.ts';
import { writeLetter, writeSignature } from './letter.ts';
import { nameRoundInSubject, nameRound, usefulAnswers, voiceOf } from './phrases.ts';

export function moreTimeAnswerEmail(facts: MoreTimeAnswerEmail): EmailContent {
  const { report, round, by, granted, link, owners, today } = facts;
  const ask = askBy(facts);
  const isPast = isOver(by, today);
  const voice = voiceOf(owners);
  return writeLetter(facts, {
    subject: granted
      ? `${nameRoundInSubject(report, round)}: ${isPast ? 'you had more time' : `you have until ${formatDay(by, today)}`}`
      : `${ask.subject}${nameRoundInSubject(report, round)}`,
    blocks: granted
      ? [
          paragraphWithLink(
            `You asked for more time for ${nameRound(report, round)}. ${isPast ? `You had until ${formatDate(by)}. It is still useful.` : `You now have until ${formatDate(by)}.`} What was saved is kept`,
            link,
          ),
          paragraph('You do not need to reply.'),
          writeSignature(facts),
        ]
      : [
          paragraph(
            `You asked for more time for ${nameRound(report, round)}. ${voice.I} am sorry that ${voice.i} cannot move the date.`,
          ),
          paragraphWithLink(
            `Please send what you have${ask.byDate}.${ask.late} A partial answer is better than none`,
            link,
          ),
          paragraph(usefulAnswers),
          paragraph(`Would it help to talk? Please ${voice.ringMe}.`),
          writeSignature(facts),
        ],
    actBy: ask.actBy,
  });
}
