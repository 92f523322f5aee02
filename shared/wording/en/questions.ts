import { inWords } from '../../domain/dates.ts';
import { leadingTo, paragraph } from '../email-content.ts';
import type { QuestionsSection } from '../email-facts.ts';
import {
  bySubject,
  capitalised,
  listed,
  noCaseDetail,
  recommendationsNumbered,
  roundNames,
  theirs,
  type Voice,
} from './phrases.ts';
import { addresseeName, byEarliest, whyNotTheLead, type SectionWords } from './section-words.ts';

export function questionsWords(section: QuestionsSection, voice: Voice): SectionWords {
  const { report, reader, round, by } = section;
  const about = recommendationsNumbered(section.recommendations);
  return {
    subject: `${bySubject(by)}: questions on ${listed(section.recommendations.map(String))}`,
    severalSubject: (several) => `${byEarliest(several)}questions on ${several.reports}`,
    letter: [
      ...whyNotTheLead(reader),
      paragraph(
        `Thank you for ${theirs(report, round)}. ${capitalised(voice.iHave)} read it, and ${voice.iHave} questions on ${about} only.`,
      ),
      leadingTo(`Please answer them by ${inWords(by)}. Your other answers stay as they are`, reader.link),
      paragraph('For security, the questions are on the form and not in this email.'),
      paragraph(noCaseDetail),
    ],
    brief: [
      leadingTo(
        `Thank you for the ${roundNames[round]}. ${capitalised(voice.iHave)} questions on ${about} only. Please answer them by ${inWords(by)}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `We have read ${theirs(report, round)} and asked ${addresseeName(reader)} to answer questions on ${about} by ${inWords(by)}.`,
      ),
    ],
    briefCopy: `We have asked ${addresseeName(reader)} to answer questions on ${about} by ${inWords(by)}`,
    actBy: by,
  };
}
