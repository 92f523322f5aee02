import { formatDate, formatDay, isBefore, type PlainDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type Block } from '../email-content.ts';
import type { StatutorySection } from '../email-facts.ts';
import { askBy, type AskingWords } from './ask-by.ts';
import { capitalise, nameReport, type Telling } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

/**
 * Writes to whoever has a duty of their own. The law gives them this date, so the email cites the law and asks for
 * nothing else.
 */
export function statutoryWords(section: StatutorySection, { today }: Telling): SectionWords {
  const { report, by, duty, dutyHolder } = section;
  const ask = dutyBy(section, today);
  const to = (on: PlainDate): string =>
    isBefore(on, today) ? `please ${duty.deed}` : `${duty.deed} by ${formatDay(on, today)}`;
  const things = capitalise(duty.thing);
  return {
    subject: `${things} on the ${nameReport(report)} report: ${to(by)}`,
    severalSubject: ({ reports, earliest }) =>
      earliest === undefined ? `${things} on ${reports}` : `${things} on ${reports}: ${to(earliest)}`,
    letter: section.news === 'statutory-again' ? reminder(section, ask) : firstLetter(section, ask),
    brief: [
      paragraph(
        `Please ${duty.deed} the ${dutyHolder}'s ${duty.thing}${ask.byDate}, then reply with the web address.${ask.late}`,
      ),
    ],
    copy: [
      paragraph(
        `We have written to ${addresseeName(section.reader)} about the ${dutyHolder}'s ${duty.thing} on the report on ${report.bodyName}, to be ${duty.done}${ask.byDate}.${ask.late}`,
      ),
    ],
    briefCopy: `We have written to ${addresseeName(section.reader)} about the ${duty.thing} to ${duty.deed}${ask.byDate}`,
    actBy: ask.actBy,
  };
}

/** After the date, the law's date is still named, and not as one that can be met. */
function dutyBy({ by }: StatutorySection, today: PlainDate): AskingWords {
  const ask = askBy({ by, today });
  return ask.late === '' ? ask : { ...ask, late: ` The date was ${formatDate(by)}. It is still useful.` };
}

function firstLetter({ report, duty }: StatutorySection, ask: AskingWords): Block[] {
  return [
    paragraphWithLink(
      `The ${report.subject} ${report.document.long} on ${report.bodyName} was ${report.document.published} on ${formatDate(report.publishedOn)}`,
      report.url,
    ),
    paragraph(duty.law),
    paragraph(
      `Please ${duty.deed} them${ask.byDate}, then reply to this email with the web address.${ask.late}`,
    ),
    paragraph(
      `This is separate from what we ask of the ${report.body.noun}. Not the right office? Reply with the name of who is.`,
    ),
  ];
}

function reminder({ report, duty, dutyHolder }: StatutorySection, ask: AskingWords): Block[] {
  return [
    paragraph(
      `We have not yet recorded the ${dutyHolder}'s ${duty.thing} on the ${report.subject} ${report.document.long} on ${report.bodyName}, ${report.document.published} on ${formatDate(report.publishedOn)}.`,
    ),
    paragraph(`${duty.lawAgain} Please ${duty.deed} them${ask.byDate}.${ask.late}`),
    paragraph(`Already ${duty.done}? Reply to this email with the web address, and we will record it.`),
  ];
}
