import { inWords, londonDate } from '../../domain/dates.ts';
import { leadingTo, paragraph, type EmailContent } from '../email-content.ts';
import type { ReplyReadEmail } from '../email-facts.ts';
import { letter, signature } from './letter.ts';
import { counted, inSubject, recommendationsNumbered, theirs } from './phrases.ts';

/** The reply was read by a machine: it counts only once the person who wrote it says so. */
export function replyReadEmail(facts: ReplyReadEmail): EmailContent {
  const by = facts.by === undefined ? '' : ` by ${inWords(facts.by)}`;
  const attached =
    facts.attachments === 0
      ? ''
      : ` ${counted(facts.attachments, { one: 'attachment is', many: 'attachments are' })} kept with it.`;
  return letter(facts, {
    subject: `Please check: your reply on the ${inSubject(facts.report, facts.round)}`,
    blocks: [
      paragraph(
        `Thank you for your email of ${inWords(londonDate(facts.receivedAt))}. We have put your words, unchanged, into the form for ${theirs(facts.report, facts.round)}, ${where(facts.recommendations)}.${attached}`,
      ),
      leadingTo(
        `Nothing counts as answered until you have checked it and sent it. Please do so${by}`,
        facts.link,
      ),
      paragraph('For security, this email does not repeat your words.'),
      paragraph('Was your email not meant as an answer? Reply and say so.'),
      signature(facts.owners),
    ],
    actBy: facts.by,
  });
}

function where(recommendations: readonly number[]): string {
  return recommendations.length === 0
    ? 'under "anything we should know"'
    : `under ${recommendationsNumbered(recommendations)}`;
}
