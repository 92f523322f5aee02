import { inWords, londonDate } from '../../domain/dates.ts';
import { leadingTo, paragraph, type EmailContent } from '../email-content.ts';
import type { ReplyReadEmail } from '../email-facts.ts';
import { letter, signature } from './letter.ts';
import { counted, inSubject, recommendationsNumbered, theirs } from './phrases.ts';

/** Tells someone that a machine read their reply. The reply counts only after they check it and send it. */
export function replyReadEmail(facts: ReplyReadEmail): EmailContent {
  const by = facts.by === undefined ? '' : ` by ${inWords(facts.by)}`;
  return letter(facts, {
    subject: `Please check: your reply on the ${inSubject(facts.report, facts.round)}`,
    blocks: [
      paragraph(
        `Thank you for your email of ${inWords(londonDate(facts.receivedAt))}. ${[whatWasPut(facts), ...filesOf(facts)].join(' ')}`,
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

function whatWasPut({ report, round, recommendations, saysMore }: ReplyReadEmail): string {
  const form = `the form for ${theirs(report, round)}`;
  const where = [
    ...(recommendations.length === 0 ? [] : [`under ${recommendationsNumbered(recommendations)}`]),
    ...(saysMore ? ['under "anything we should know"'] : []),
  ];
  return where.length === 0
    ? `We found no answers in the text of your email, so we have put none into ${form}.`
    : `We have put your words, unchanged, into ${form}, ${where.join(' and ')}.`;
}

function filesOf({ attachments, refusedAttachments }: ReplyReadEmail): string[] {
  const kept = counted(attachments, { one: 'attachment is', many: 'attachments are' });
  const refused = counted(refusedAttachments, { one: 'attachment is', many: 'attachments are' });
  return [
    ...(attachments === 0 ? [] : [`${kept} kept with it.`]),
    ...(refusedAttachments === 0
      ? []
      : [`${refused} not kept. We take documents and pictures of up to 25 MB.`]),
  ];
}
