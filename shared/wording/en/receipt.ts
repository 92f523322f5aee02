import { inWords, londonDate, timeInWords } from '../../domain/dates.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { ReceiptSection } from '../email-facts.ts';
import { capitalised, inSubject, roundNames, theirs, type Voice } from './phrases.ts';
import type { SectionWords } from './section-words.ts';

/** Writes the receipt of a return. It does not repeat any answer, because answers must not be in a mailbox. */
export function receiptWords(section: ReceiptSection, voice: Voice): SectionWords {
  const { report, round, receivedAt } = section;
  const what = section.changed ? `the changes to ${theirs(report, round)}` : theirs(report, round);
  const received = `We received ${what} at ${timeInWords(receivedAt)} on ${inWords(londonDate(receivedAt))}.`;
  const facts = paragraph(
    `Reference: ${section.reference}`,
    `Answers: ${section.answered} of ${section.asked}`,
  );
  return {
    subject: `Received: ${section.changed ? 'changes to the ' : ''}${inSubject(report, round)}`,
    severalSubject: ({ reports }) => `Received: answers on ${reports}`,
    letter: [
      paragraph(`Thank you. ${received}`),
      facts,
      paragraph(`${voice.I} will read it by ${inWords(section.readBy)}.`),
      paragraph(
        `You can change your answers until ${inWords(section.changeUntil)}, using the same link. For security, this email does not repeat them.`,
      ),
      ...whatComesNext(section),
      paragraph(`Was this not you? ${capitalised(voice.ringMe)} today.`),
    ],
    brief: [
      paragraph(`Thank you. ${received}`),
      facts,
      paragraph(
        `${voice.I} will read it by ${inWords(section.readBy)}. You can change your answers until ${inWords(section.changeUntil)}.`,
      ),
    ],
    copy: [paragraph(received), facts],
    briefCopy: received.replace(/\.$/u, ''),
  };
}

function whatComesNext({ next, revisitBy }: ReceiptSection): Block[] {
  if (next !== undefined) {
    return [
      paragraph(
        `We will not email you about this again before ${inWords(next.on)}, when the ${roundNames[next.round]} opens, unless something is unclear.`,
      ),
    ];
  }
  const revisit =
    revisitBy === undefined ? '' : ` We aim to revisit by ${inWords(revisitBy)}. Arranging that is our job.`;
  return [paragraph(`We will not email you about this again unless something is unclear.${revisit}`)];
}
