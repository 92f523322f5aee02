import { inWords } from '../../domain/dates.ts';
import { leadingTo, paragraph } from '../email-content.ts';
import type { ReminderSection } from '../email-facts.ts';
import {
  bySubject,
  capitalised,
  inSubject,
  noCaseDetail,
  otherWays,
  progress,
  roundNames,
  theirs,
  usefulAnswers,
} from './phrases.ts';
import {
  addresseeName,
  byEarliest,
  whyNotTheLead,
  type SectionWords,
  type Several,
} from './section-words.ts';

/** Writes a reminder. It is sent before the date to someone who was asked. */
export function reminderWords(section: ReminderSection): SectionWords {
  return reminders[section.news](section);
}

const reminders: Readonly<Record<ReminderSection['news'], (section: ReminderSection) => SectionWords>> = {
  nudge: nudgeWords,
};

function nudgeWords(section: ReminderSection): SectionWords {
  const { report, reader, round, by, saved, asked } = section;
  const state = stateOf(section);
  return {
    subject: `${bySubject(by)}: ${
      state === 'nothing saved'
        ? `${inSubject(report, round)}, about 10 minutes`
        : `${saved} of ${asked} answers saved${state === 'all saved' ? ', ready to send' : ''}`
    }`,
    severalSubject: (several) => `${byEarliest(several)}${savedOverall(several)}${several.reports}`,
    letter: [
      ...whyNotTheLead(reader),
      leadingTo(`${whereItStands(section)} Please ${whatIsLeft(section)} by ${inWords(by)}`, reader.link),
      paragraph(usefulAnswers),
      paragraph(noCaseDetail),
      paragraph(otherWays),
    ],
    brief: [
      leadingTo(
        `${capitalised(roundNames[round])}: ${state === 'nothing saved' ? 'no answers are saved yet' : progress(saved, asked)}. Please ${whatIsLeft(section)} by ${inWords(by)}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `${whereItStands(section)} We have asked ${addresseeName(reader)} to ${whatIsLeft(section)} by ${inWords(by)}.`,
      ),
    ],
    briefCopy: `We have reminded ${addresseeName(reader)} of the ${roundNames[round]}, asked for by ${inWords(by)}`,
    actBy: by,
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
      return `${theirs(report, round)} has no saved answers yet. It takes about 10 minutes.`;
    case 'some saved':
      return `In ${theirs(report, round)}, ${progress(saved, asked)}.`;
    case 'all saved':
      return `In ${theirs(report, round)}, ${progress(saved, asked)}, but not sent yet.`;
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
