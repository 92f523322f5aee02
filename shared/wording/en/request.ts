import { formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph } from '../email-content.ts';
import type { RequestSection } from '../email-facts.ts';
import {
  bySubject,
  fillPlaceholders,
  formatCount,
  nameRoundInSubject,
  otherWays,
  theOpenRecommendations,
  theRecommendations,
  theReport,
  usefulAnswers,
} from './phrases.ts';
import { addresseeName, byEarliest, explainWhyNotTheLead, type SectionWords } from './section-words.ts';

export function requestWords(section: RequestSection): SectionWords {
  const { report, reader, round, by, asked } = section;
  const replaces =
    section.replaces === undefined
      ? []
      : [paragraph(`This replaces the ${section.replaces.name}. You do not need to send both.`)];
  return {
    subject: `${bySubject(by)}: ${nameRoundInSubject(report, round)}`,
    severalSubject: (several) => `${byEarliest(several)}updates on ${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      paragraph(`Please tell us by ${formatDate(by)} ${question(section)}.`),
      ...replaces,
      paragraphWithLink(
        `It takes about 10 minutes${effort(section)}. You can stop, come back, or pass it to a colleague`,
        reader.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(otherWays),
    ],
    brief: [
      paragraphWithLink(`Please send the ${round.name}${howMany(asked)} by ${formatDate(by)}`, reader.link),
      ...replaces,
    ],
    copy: [
      paragraph(
        `We have asked ${addresseeName(reader)} to tell us by ${formatDate(by)} ${question(section)}.`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} for the ${round.name} by ${formatDate(by)}`,
    actBy: by,
  };
}

function question({ report, round, asked }: RequestSection): string {
  return fillPlaceholders(round.question, {
    body: report.bodyName,
    recommendations: round.asksAbout === 'all' ? theRecommendations(asked) : theOpenRecommendations(asked),
    report: theReport(report),
  });
}

function howMany(asked: number): string {
  return asked === 0 ? '' : ` (${formatCount(asked, { one: 'recommendation', many: 'recommendations' })})`;
}

function effort({ round, prefilled }: RequestSection): string {
  if (prefilled) return ': your last answers are there, and you can say that nothing has changed';
  return round.effort === undefined ? '' : ` ${round.effort}`;
}
