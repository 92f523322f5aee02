import { formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph } from '../email-content.ts';
import type { RequestSection } from '../email-facts.ts';
import {
  bySubject,
  formatCount,
  nameRoundInSubject,
  noCaseDetail,
  otherWays,
  roundNames,
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
      : [paragraph(`This replaces the ${roundNames[section.replaces]}. You do not need to send both.`)];
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
      paragraph(noCaseDetail),
      paragraph(otherWays),
    ],
    brief: [
      paragraphWithLink(
        `Please send the ${roundNames[round]}${howMany(asked)} by ${formatDate(by)}`,
        reader.link,
      ),
      ...replaces,
    ],
    copy: [
      paragraph(
        `We have asked ${addresseeName(reader)} to tell us by ${formatDate(by)} ${question(section)}.`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} for the ${roundNames[round]} by ${formatDate(by)}`,
    actBy: by,
  };
}

function question({ report, round, asked }: RequestSection): string {
  switch (round) {
    case 'six-week-response':
      return `how ${report.forceName} is responding to ${theRecommendations(asked)} in ${theReport(report)}`;
    case 'three-month-update':
      return `how far ${report.forceName} has got with ${theOpenRecommendations(asked)} for action within three months, in ${theReport(report)}`;
    case 'pre-revisit-update':
      return `how far ${report.forceName} has got with ${theOpenRecommendations(asked)} in ${theReport(report)}, so that inspectors know before they return`;
  }
}

function howMany(asked: number): string {
  return asked === 0 ? '' : ` (${formatCount(asked, { one: 'recommendation', many: 'recommendations' })})`;
}

function effort({ round, prefilled }: RequestSection): string {
  if (prefilled) return ': your last answers are there, and you can say that nothing has changed';
  return round === 'six-week-response' ? ' with your action plan to hand' : '';
}
