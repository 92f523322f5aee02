import { formatDayAndMonth, formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type Block } from '../email-content.ts';
import type { StatutorySection } from '../email-facts.ts';
import { capitalise, nameReport } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

/**
 * Writes to whoever has a duty of their own. The law gives them this date, so the email cites the law and asks for
 * nothing else.
 */
export function statutoryWords(section: StatutorySection): SectionWords {
  const { report, by, duty, dutyHolder } = section;
  const things = capitalise(duty.thing);
  return {
    subject: `${things} on the ${nameReport(report)} report: ${duty.deed} by ${formatDayAndMonth(by)}`,
    severalSubject: ({ reports, earliest }) =>
      earliest === undefined
        ? `${things} on ${reports}`
        : `${things} on ${reports}: ${duty.deed} by ${formatDayAndMonth(earliest)}`,
    letter: section.news === 'statutory-again' ? reminder(section) : firstLetter(section),
    brief: [
      paragraph(
        `Please ${duty.deed} the ${dutyHolder}'s ${duty.thing} by ${formatDate(by)}, then reply with the web address.`,
      ),
    ],
    copy: [
      paragraph(
        `We have written to ${addresseeName(section.reader)} about the ${dutyHolder}'s ${duty.thing} on the report on ${report.bodyName}, to be ${duty.done} by ${formatDate(by)}.`,
      ),
    ],
    briefCopy: `We have written to ${addresseeName(section.reader)} about the ${duty.thing} to ${duty.deed} by ${formatDate(by)}`,
    actBy: by,
  };
}

function firstLetter({ report, by, duty }: StatutorySection): Block[] {
  return [
    paragraphWithLink(
      `The ${report.subject} ${report.document.long} on ${report.bodyName} was ${report.document.published} on ${formatDate(report.publishedOn)}`,
      report.url,
    ),
    paragraph(duty.law),
    paragraph(
      `Please ${duty.deed} them by ${formatDate(by)}, then reply to this email with the web address.`,
    ),
    paragraph(
      `This is separate from what we ask of the ${report.body.noun}. Not the right office? Reply with the name of who is.`,
    ),
  ];
}

function reminder({ report, by, duty, dutyHolder }: StatutorySection): Block[] {
  return [
    paragraph(
      `We have not yet recorded the ${dutyHolder}'s ${duty.thing} on the ${report.subject} ${report.document.long} on ${report.bodyName}, ${report.document.published} on ${formatDate(report.publishedOn)}.`,
    ),
    paragraph(`${duty.lawAgain} Please ${duty.deed} them by ${formatDate(by)}.`),
    paragraph(`Already ${duty.done}? Reply to this email with the web address, and we will record it.`),
  ];
}
