import { formatDayAndMonth, formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type Block } from '../email-content.ts';
import type { StatutorySection } from '../email-facts.ts';
import { shortName } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

/**
 * Writes to the local policing body. The law gives it this date, so the email cites the law and asks for nothing else.
 */
export function statutoryWords(section: StatutorySection): SectionWords {
  const { report, by } = section;
  return {
    subject: `Comments on the ${shortName(report)} report: publish by ${formatDayAndMonth(by)}`,
    severalSubject: ({ reports, earliest }) =>
      earliest === undefined
        ? `Comments on ${reports}`
        : `Comments on ${reports}: publish by ${formatDayAndMonth(earliest)}`,
    letter: letters[section.news](section),
    brief: [
      paragraph(
        `Please publish the local policing body's comments by ${formatDate(by)}, then reply with the web address.`,
      ),
    ],
    copy: [
      paragraph(
        `We have written to ${addresseeName(section.reader)} about the local policing body's comments on the report on ${report.forceName}, to be published by ${formatDate(by)}.`,
      ),
    ],
    briefCopy: `We have written to ${addresseeName(section.reader)} about the comments to publish by ${formatDate(by)}`,
    actBy: by,
  };
}

const letters: Readonly<Record<StatutorySection['news'], (section: StatutorySection) => Block[]>> = {
  'statutory-date': firstLetter,
  'statutory-reminder': reminder,
};

function firstLetter({ report, by }: StatutorySection): Block[] {
  return [
    paragraphWithLink(
      `The ${report.subject} inspection report on ${report.forceName} was published on ${formatDate(report.publishedOn)}`,
      report.url,
    ),
    paragraph(
      'By section 55(5A) of the Police Act 1996, the local policing body must publish its comments on the report within 56 days, beginning with the day of publication.',
    ),
    paragraph(`Please publish them by ${formatDate(by)}, then reply to this email with the web address.`),
    paragraph(
      'This is separate from what we ask of the force. Not the right office? Reply with the name of who is.',
    ),
  ];
}

function reminder({ report, by }: StatutorySection): Block[] {
  return [
    paragraph(
      `We have not yet recorded the local policing body's comments on the ${report.subject} inspection report on ${report.forceName}, published on ${formatDate(report.publishedOn)}.`,
    ),
    paragraph(
      `Section 55(5A) of the Police Act 1996 asks for them within 56 days, beginning with the day of publication. Please publish them by ${formatDate(by)}.`,
    ),
    paragraph('Already published? Reply to this email with the web address, and we will record it.'),
  ];
}
