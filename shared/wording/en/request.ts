import { putOnOneLine } from '../put-on-one-line.ts';
import { paragraphWithLink, paragraph, type Block } from '../email-content.ts';
import type { RequestSection } from '../email-facts.ts';
import {
  fillPlaceholders,
  formatCount,
  nameRoundInSubject,
  otherWays,
  otherWaysOnPage,
  theOpenRecommendations,
  theRecommendations,
  theReport,
  usefulAnswers,
  type Telling,
} from './phrases.ts';
import { askBy } from './ask-by.ts';
import { effortSentence } from './effort.ts';
import { addresseeName, byEarliest, explainWhyNotTheLead, type SectionWords } from './section-words.ts';

export function requestWords(section: RequestSection, { today }: Telling): SectionWords {
  const { report, reader, round, asked, prefilled } = section;
  const ask = askBy({ by: section.by, today });
  const replaces =
    section.replaces === undefined
      ? []
      : [paragraph(`This replaces the ${section.replaces.name}. You do not need to send both.`)];
  return {
    subject: `${ask.subject}${nameRoundInSubject(report, round)}`,
    severalSubject: (several) => `${byEarliest(several)}updates on ${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      paragraph(`Please tell us${ask.byDate} ${question(section)}.${ask.late}`),
      ...listAsked(asked),
      ...replaces,
      paragraphWithLink(
        `${effortSentence(round, { asked: asked.length, prefilled })}. You can stop, come back, or pass it to a colleague`,
        reader.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(isListed(asked) ? otherWaysOnPage : otherWays),
    ],
    brief: [
      paragraphWithLink(
        `${ask.late.trimStart()}${ask.late === '' ? '' : ' '}Please send the ${round.name}${howMany(asked)}${ask.byDate}`,
        reader.link,
      ),
      ...replaces,
    ],
    copy: [
      paragraph(
        `We have asked ${addresseeName(reader)} to tell us${ask.byDate} ${question(section)}.${ask.late}`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} for the ${round.name}${ask.byDate}`,
    actBy: ask.actBy,
  };
}

function question({ report, round, asked }: RequestSection): string {
  return fillPlaceholders(round.question, {
    body: report.bodyName,
    recommendations:
      round.asksAbout === 'all' ? theRecommendations(asked.length) : theOpenRecommendations(asked.length),
    report: theReport(report),
  });
}

/** The most recommendations that a request lists. More would hide the link. */
const MOST_LISTED = 12;

/** Tells whether the request lists what it asks about, and says that people can reply. */
function isListed({ length }: RequestSection['asked']): boolean {
  return length > 0 && length <= MOST_LISTED;
}

/** Lists what a request asks about, so that people can answer by writing under each line. */
function listAsked(asked: RequestSection['asked']): Block[] {
  if (asked.length === 0) return [];
  if (!isListed(asked)) return [paragraph(`All ${asked.length} are on the form.`)];
  return [
    paragraph(...asked.map(({ number, title }) => `${number}. ${putOnOneLine(title)}`)),
    paragraph('Answer on the form, or reply to this email and write under each line.'),
  ];
}

function howMany({ length: asked }: RequestSection['asked']): string {
  return asked === 0 ? '' : ` (${formatCount(asked, { one: 'recommendation', many: 'recommendations' })})`;
}
