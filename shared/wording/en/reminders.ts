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
  explainWhyNotTheLead,
  type SectionWords,
  type Several,
} from './section-words.ts';
import { hasNothing } from '../round-standing.ts';
import { explainStanding } from './standing.ts';

/** Writes a reminder. It is sent before the date to someone who was asked. */
export function reminderWords(section: ReminderSection, { today }: Telling): SectionWords {
  const { report, reader, round, standing } = section;
  const { saved, asked } = standing;
  const ask = askBy({ by: section.by, today });
  const named = nameRoundInSubject(report, round);
  const state = stateOf(section);
  return {
    subject: `${ask.subject}${
      state === 'nothing saved'
        ? `${named}${hasNothing(standing) ? `, ${effortOf(section)}` : ''}`
        : state === 'emailed'
          ? `${named}, emailed answers not sent yet`
          : `${nameReport(report)}, ${saved} of ${asked} answers saved${state === 'all saved' ? ', ready to send' : ''}`
    }`,
    shortSubject: `${ask.subject}${named}`,
    severalSubject: (several) => `${byEarliest(several)}${savedOverall(several)}${several.reports}`,
    letter: [
      ...explainWhyNotTheLead(reader),
      ...explainStanding(standing),
      paragraphWithLink(
        `${whereItStands(section)}${ask.late} Please ${whatIsLeft(section)}${ask.byDate}`,
        reader.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(otherWays),
    ],
    brief: [
      ...explainStanding(standing),
      paragraphWithLink(
        `${capitalise(round.name)}: ${briefly(section)}. Please ${whatIsLeft(section)}${ask.byDate}`,
        reader.link,
      ),
    ],
    copy: [
      ...explainStanding(standing),
      paragraph(
        `${whereItStands(section)} We have asked ${addresseeName(reader)} to ${whatIsLeft(section)}${ask.byDate}.${ask.late}`,
      ),
    ],
    briefCopy: `We have reminded ${addresseeName(reader)} of the ${round.name}, asked for by ${formatDate(section.by)}`,
    actBy: ask.actBy,
  };
}

type State = 'nothing saved' | 'emailed' | 'some saved' | 'all saved';

function stateOf({ standing: { saved, asked, onForm } }: ReminderSection): State {
  if (asked > 0 && saved === asked) return 'all saved';
  if (onForm.length > 0) return 'emailed';
  return saved === 0 || asked === 0 ? 'nothing saved' : 'some saved';
}

function effortOf({ round, prefilled, standing: { asked } }: ReminderSection): string {
  return formatEffort(round, { asked, prefilled });
}

function whereItStands(section: ReminderSection): string {
  const { report, round, standing } = section;
  const { saved, asked } = standing;
  switch (stateOf(section)) {
    case 'nothing saved':
      return hasNothing(standing)
        ? `${nameRound(report, round)} has no saved answers yet. It takes ${effortOf(section)}.`
        : `${nameRound(report, round)} has not been sent yet.`;
    case 'emailed':
      return saved === 0
        ? `${nameRound(report, round)} has not been sent yet.`
        : `In ${nameRound(report, round)}, ${formatProgress(saved, asked)}, but not sent yet.`;
    case 'some saved':
      return `In ${nameRound(report, round)}, ${formatProgress(saved, asked)}.`;
    case 'all saved':
      return `In ${nameRound(report, round)}, ${formatProgress(saved, asked)}, but not sent yet.`;
  }
}

function briefly({ standing }: ReminderSection): string {
  const { saved, asked } = standing;
  if (saved > 0 && asked > 0) return formatProgress(saved, asked);
  return hasNothing(standing) ? 'no answers are saved yet' : 'not sent yet';
}

function whatIsLeft(section: ReminderSection): string {
  switch (stateOf(section)) {
    case 'nothing saved':
      return 'answer';
    case 'emailed':
      return 'check your emailed answers, answer the rest and send it';
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
    saved += section.standing.saved;
    asked += section.standing.asked;
  }
  return saved === 0 ? 'answers on ' : `${saved} of ${asked} answers saved, `;
}
