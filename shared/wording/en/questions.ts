import { paragraphWithLink, paragraph } from '../email-content.ts';
import type { QuestionsSection } from '../email-facts.ts';
import {
  nameReport,
  capitalise,
  joinWithAnd,
  recommendationsNumbered,
  nameRound,
  type Telling,
} from './phrases.ts';
import { askBy } from './ask-by.ts';
import { addresseeName, byEarliest, explainWhyNotTheLead, type SectionWords } from './section-words.ts';

export function questionsWords(section: QuestionsSection, { voice, today }: Telling): SectionWords {
  const { report, reader, round } = section;
  const ask = askBy({ by: section.by, today });
  const count = section.recommendations.length;
  const subject = `${ask.subject}${nameReport(report)}, questions on`;
  const about = recommendationsNumbered(section.recommendations);
  return {
    subject: `${subject} ${joinWithAnd(section.recommendations.map(String))}`,
    shortSubject: `${subject} ${count} ${count === 1 ? 'recommendation' : 'recommendations'}`,
    severalSubject: (several) => `${byEarliest(several)}questions on ${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      paragraph(
        `Thank you for ${nameRound(report, round)}. ${capitalise(voice.iHave)} read it, and ${voice.iHave} questions on ${about} only.`,
      ),
      paragraphWithLink(
        `Please answer them${ask.byDate}.${ask.late} Your other answers stay as they are`,
        reader.link,
      ),
      paragraph('For security, the questions are on the form and not in this email.'),
      paragraph(report.care),
    ],
    brief: [
      paragraphWithLink(
        `Thank you for the ${round.name}. ${capitalise(voice.iHave)} questions on ${about} only.${ask.late} Please answer them${ask.byDate}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `We have read ${nameRound(report, round)} and asked ${addresseeName(reader)} to answer questions on ${about}${ask.byDate}.${ask.late}`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} to answer questions on ${about}${ask.byDate}`,
    actBy: ask.actBy,
  };
}
