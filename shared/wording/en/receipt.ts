import { formatDate, type PlainDate } from '../../domain/dates.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { ReceiptSection } from '../email-facts.ts';
import { isOver, promiseBy } from './ask-by.ts';
import { capitalise, nameRoundInSubject, nameRound, receivedSentence, type Telling } from './phrases.ts';
import type { SectionWords } from './section-words.ts';

/** Writes the receipt of a return. It does not repeat any answer, because answers must not be in a mailbox. */
export function receiptWords(section: ReceiptSection, { voice, today }: Telling): SectionWords {
  const { report, round, receivedAt, sentAt } = section;
  const what = section.changed ? `the changes to ${nameRound(report, round)}` : nameRound(report, round);
  const received = receivedSentence(what, { receivedAt, sentAt });
  const read = `${voice.I} will read it${promiseBy({ by: section.readBy, today }, 'as soon as possible')}.`;
  const isFixed = isOver(section.changeUntil, today);
  const facts = paragraph(
    `Reference: ${section.reference}`,
    `Answers: ${section.answered} of ${section.asked}`,
  );
  return {
    subject: `Received: ${section.changed ? 'changes to the ' : ''}${nameRoundInSubject(report, round)}`,
    severalSubject: ({ reports }) => `Received: answers on ${reports}`,
    letter: [
      paragraph(`Thank you. ${received}`),
      facts,
      paragraph(read),
      paragraph(
        `${isFixed ? 'To change an answer now, reply to this email.' : `You can change your answers until ${formatDate(section.changeUntil)}, using the same link.`} For security, this email does not repeat them.`,
      ),
      ...whatComesNext(section, today),
      paragraph(`Was this not you? ${capitalise(voice.ringMe)} today.`),
    ],
    brief: [
      paragraph(`Thank you. ${received}`),
      facts,
      paragraph(
        `${read}${isFixed ? '' : ` You can change your answers until ${formatDate(section.changeUntil)}.`}`,
      ),
    ],
    copy: [paragraph(received), facts],
    briefCopy: received.replace(/\.$/u, ''),
  };
}

function whatComesNext({ next, revisitBy }: ReceiptSection, today: PlainDate): Block[] {
  if (next !== undefined && !isOver(next.on, today)) {
    return [
      paragraph(
        `We will not email you about this again before ${formatDate(next.on)}, when the ${next.round.name} opens, unless something is unclear.`,
      ),
    ];
  }
  const revisit =
    revisitBy === undefined || isOver(revisitBy, today)
      ? ''
      : ` We aim to revisit by ${formatDate(revisitBy)}. Arranging that is our job.`;
  return [paragraph(`We will not email you about this again unless something is unclear.${revisit}`)];
}
