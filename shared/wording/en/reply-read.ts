import { formatDate, londonDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type EmailContent } from '../email-content.ts';
import type { ReplyReadEmail } from '../email-facts.ts';
import { whyFilesWereRefused } from './refused-files.ts';
import { askBy } from './ask-by.ts';
import { writeLetter, writeSignature } from './letter.ts';
import {
  formatCount,
  joinWithAnd,
  nameRoundInSubject,
  recommendationsNumbered,
  nameRound,
} from './phrases.ts';

/** Tells someone that a machine read their reply. The reply counts only after they check it and send it. */
export function replyReadEmail(facts: ReplyReadEmail): EmailContent {
  const ask = askBy({ by: facts.by, today: facts.today });
  return writeLetter(facts, {
    subject: `Please check: your reply on the ${nameRoundInSubject(facts.report, facts.round)}`,
    blocks: [
      paragraph(
        `Thank you for your email of ${formatDate(londonDate(facts.receivedAt))}. ${[whatWasPut(facts), ...filesOf(facts)].join(' ')}`,
      ),
      paragraphWithLink(
        `Nothing counts as answered until you have checked it and sent it.${ask.late} Please do so${ask.byDate}`,
        facts.link,
      ),
      paragraph('For security, this email does not repeat your words.'),
      paragraph('Was your email not meant as an answer? Reply and say so.'),
      writeSignature(facts),
    ],
    actBy: ask.actBy,
  });
}

function whatWasPut({ report, round, recommendations, saysMore }: ReplyReadEmail): string {
  const form = `the form for ${nameRound(report, round)}`;
  const places = 'Please say on the form which recommendation';
  if (recommendations.length === 0) {
    return saysMore
      ? `Your words are on ${form}, unchanged. They name no recommendation, so they are in no answer yet. ${places} they are about.`
      : `We found no answers in the text of your email, so we have put none into ${form}.`;
  }
  const put = `We have put your words, unchanged, into ${form}, under ${recommendationsNumbered(recommendations)}.`;
  return saysMore ? `${put} Some name no recommendation. ${places} those are about.` : put;
}

function filesOf({ attachments, refusedFiles }: ReplyReadEmail): string[] {
  const kept = formatCount(attachments, { one: 'attachment is', many: 'attachments are' });
  return [
    ...(attachments === 0 ? [] : [`${kept} kept with it.`]),
    ...(refusedFiles.length === 0
      ? []
      : [
          `${formatCount(refusedFiles.length, { one: 'attachment is', many: 'attachments are' })} not kept: ${joinWithAnd(whyFilesWereRefused(refusedFiles))}. We take documents and pictures of up to 25 MB.`,
        ]),
  ];
}
