import { formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph } from '../email-content.ts';
import type { QuestionsSection } from '../email-facts.ts';
import {
  bySubject,
  capitalise,
  joinWithAnd,
  recommendationsNumbered,
  nameRound,
  type Voice,
} from './phrases.ts';
import { addresseeName, byEarliest, explainWhyNotTheLead, type SectionWords } from './section-words.ts';

export function questionsWords(section: QuestionsSection, voice: Voice): SectionWords {
  const { report, reader, round, by } = section;
  const about = recommendationsNumbered(section.recommendations);
  return {
    subject: `${bySubject(by)}: questions on ${joinWithAnd(section.recommendations.map(String))}`,
    severalSubject: (several) => `${byEarliest(several)}questions on ${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      paragraph(
        `Thank you for ${nameRound(report, round)}. ${capitalise(voice.iHave)} read it, and ${voice.iHave} questions on ${about} only.`,
      ),
      paragraphWithLink(
        `Please answer them by ${formatDate(by)}. Your other answers stay as they are`,
        reader.link,
      ),
      paragraph('For security, the questions are on the form and not in this email.'),
      paragraph(report.care),
    ],
    brief: [
      paragraphWithLink(
        `Thank you for the ${round.name}. ${capitalise(voice.iHave)} questions on ${about} only. Please answer them by ${formatDate(by)}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `We have read ${nameRound(report, round)} and asked ${addresseeName(reader)} to answer questions on ${about} by ${formatDate(by)}.`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} to answer questions on ${about} by ${formatDate(by)}`,
    actBy: by,
  };
}
