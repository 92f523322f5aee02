import { dayAndMonth, inWords } from '../../domain/dates.ts';
import { leadingTo, paragraph, type EmailContent } from '../email-content.ts';
import type { MoreTimeAnswerEmail } from '../email-facts.ts';
import { letter, signature } from './letter.ts';
import { bySubject, inSubject, theirs, usefulAnswers, voiceOf } from './phrases.ts';

export function moreTimeAnswerEmail(facts: MoreTimeAnswerEmail): EmailContent {
  const { report, round, by, granted, link, owners } = facts;
  const voice = voiceOf(owners);
  return letter(facts, {
    subject: granted
      ? `${inSubject(report, round)}: you have until ${dayAndMonth(by)}`
      : `${bySubject(by)}: ${inSubject(report, round)}`,
    blocks: granted
      ? [
          leadingTo(
            `You asked for more time for ${theirs(report, round)}. You now have until ${inWords(by)}. What was saved is kept`,
            link,
          ),
          paragraph('You do not need to reply.'),
          signature(owners),
        ]
      : [
          paragraph(
            `You asked for more time for ${theirs(report, round)}. ${voice.I} am sorry that ${voice.i} cannot move the date.`,
          ),
          leadingTo(
            `Please send what you have by ${inWords(by)}. A partial answer is better than none`,
            link,
          ),
          paragraph(usefulAnswers),
          paragraph(`Would it help to talk? Please ${voice.ringMe}.`),
          signature(owners),
        ],
    actBy: by,
  });
}
