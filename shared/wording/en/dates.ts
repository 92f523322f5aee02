import { formatDate, type PlainDate } from '../../domain/dates.ts';
import type { RoundRule } from '../../domain/programme.ts';
import { paragraphWithLink, paragraph, type Block } from '../email-content.ts';
import type { DatesSection } from '../email-facts.ts';
import { isOver } from './ask-by.ts';
import { nameReport, type Telling } from './phrases.ts';
import { addresseeName, explainWhyNotTheLead, type SectionWords } from './section-words.ts';

export function datesWords(section: DatesSection, { today }: Telling): SectionWords {
  return firstDatesWords(withoutPastDates(section, today));
}

/** An email that leaves late says nothing about a day that has passed. */
function withoutPastDates(section: DatesSection, today: PlainDate): DatesSection {
  const { revisitBy, rounds, ...others } = section;
  return {
    ...others,
    rounds: rounds.filter(({ by }) => !isOver(by, today)),
    ...(revisitBy === undefined || isOver(revisitBy, today) ? {} : { revisitBy }),
  };
}

function firstDatesWords(section: DatesSection): SectionWords {
  const { report, reader } = section;
  const dates = datesOf(section);
  const revisit =
    section.revisitBy === undefined
      ? []
      : [paragraph(`We aim to revisit by ${formatDate(section.revisitBy)}. Arranging that is our job.`)];
  const asked = dates === undefined ? [] : [paragraph('We will ask for:'), dates];
  const aim = section.revisitBy === undefined ? '' : `We aim to revisit by ${formatDate(section.revisitBy)}.`;
  return {
    subject: `${nameReport(report)} ${report.subject} ${report.document.short}: your dates`,
    severalSubject: ({ reports }) => `${reports}: your dates`,
    letter: [
      paragraphWithLink(
        `The ${report.subject} ${report.document.long} on ${report.bodyName} was ${report.document.published} on ${formatDate(report.publishedOn)}`,
        report.url,
      ),
      ...explainWhyNotTheLead(reader),
      ...(dates === undefined ? [] : [paragraph(`${youAreLead(section)}We will ask for:`), dates]),
      paragraph(
        `${dates === undefined ? '' : 'We will send a form for each in good time. '}You do not need to do anything today.`,
      ),
      ...revisit,
      paragraph('Not the right person? Reply with the name of who is.'),
    ],
    brief: [...(dates === undefined ? [] : [dates]), ...(aim === '' ? [] : [paragraph(aim)])],
    copy: [
      paragraph(
        `The ${report.subject} ${report.document.long} on ${report.bodyName} was ${report.document.published} on ${formatDate(report.publishedOn)}.`,
      ),
      ...asked,
      ...revisit,
    ],
    briefCopy: `We have written to ${addresseeName(reader)} with the dates to come`,
  };
}

function youAreLead({ reader }: DatesSection): string {
  return reader.as === 'addressee' && !reader.inPlaceOfLead ? 'You are our recorded lead. ' : '';
}

function datesOf(section: DatesSection): Block | undefined {
  if (section.rounds.length === 0) return undefined;
  return paragraph(
    ...section.rounds.map(
      ({ round, by }) => `${formatDate(by)}: ${whatWeAskFor(round, { immediate: section.immediate })}`,
    ),
  );
}

function whatWeAskFor(round: RoundRule, { immediate }: { immediate: boolean }): string {
  return immediate ? (round.wantedAtOnce ?? round.wanted) : round.wanted;
}
