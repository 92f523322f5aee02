import { formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph } from '../email-content.ts';
import type { ReminderSection } from '../email-facts.ts';
import {
  capitalise,
  nameRoundInSubject,
  otherWays,
  formatProgress,
  nameReport,
  nameRound,
  usefulAnswers,
  type Telling,
} from './phrases.ts';
import { askBy } from './ask-by.ts';
import { formatEffort } from './effort.ts';
import {
  addresseeName,
  byEarliest,
  explainUnconfirmed,
  explainWhyNotTheLead,
  type SectionWords,
  type Several,
} from './section-words.ts';

/** Writes a reminder. It is sent before the date to someone who was asked. */
export function reminderWords(section: ReminderSection, { today }: Telling): SectionWords {
  const { report, reader, round, saved, asked } = section;
  const ask = askBy({ by: section.by, today });
  const named = nameRoundInSubject(report, round);
  const state = stateOf(section);
  return {
    subject: `${ask.subject}${
      state === 'nothing saved'
        ? `${named}, ${formatEffort(round, section)}`
        : `${nameReport(report)}, ${saved} of ${asked} answers saved${state === 'all saved' ? ', ready to send' : ''}`
    }`,
    shortSubject: `${ask.subject}${named}`,
    severalSubject: (several) => `${byEarliest(several)}${savedOverall(several)}${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      ...explainUnconfirmed(section),
      paragraphWithLink(
        `${whereItStands(section)}${ask.late} Please ${whatIsLeft(section)}${ask.byDate}`,
        reader.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(otherWays),
    ],
    brief: [
      ...explainUnconfirmed(section),
      paragraphWithLink(
        `${capitalise(round.name)}: ${state === 'nothing saved' ? 'no answers are saved yet' : formatProgress(saved, asked)}. Please ${whatIsLeft(section)}${ask.byDate}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `${whereItStands(section)} We have asked ${addresseeName(reader)} to ${whatIsLeft(section)}${ask.byDate}.${ask.late}`,
      ),
    ],
    briefCopy: `We have reminded ${addresseeName(reader)} of the ${round.name}, asked for by ${formatDate(section.by)}`,
    actBy: ask.actBy,
  };
}

function stateOf({ saved, asked }: ReminderSection): 'nothing saved' | 'some saved' | 'all saved' {
  if (saved === 0 || asked === 0) return 'nothing saved';
  return saved < asked ? 'some saved' : 'all saved';
}

function whereItStands(section: ReminderSection): string {
  const { report, round, saved, asked } = section;
  switch (stateOf(section)) {
    case 'nothing saved':
      return `${nameRound(report, round)} has no saved answers yet. It takes ${formatEffort(round, section)}.`;
    case 'some saved':
      return `In ${nameRound(report, round)}, ${formatProgress(saved, asked)}.`;
    case 'all saved':
      return `In ${nameRound(report, round)}, ${formatProgress(saved, asked)}, but not sent yet.`;
  }
}

function whatIsLeft(section: ReminderSection): string {
  switch (stateOf(section)) {
    case 'nothing saved':
      return 'answer';
    case 'some saved':
      return 'answer the rest and send it';
    case 'all saved':
      return 'check and send them';
  }
}

function savedOverall({ sections }: Several): string {
  let saved = 0;
  let asked = 0;
  for (const section of sections) {
    if (section.kind !== 'reminder') continue;
    saved += section.saved;
    asked += section.asked;
  }
  return saved === 0 ? 'answers on ' : `${saved} of ${asked} answers saved, `;
}
