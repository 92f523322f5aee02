import { inWords } from '../../domain/dates.ts';
import { leadingTo, list, paragraph } from '../email-content.ts';
import type { ChaserSection } from '../email-facts.ts';
import { inSubject, progress, roundNames, theirs, type Voice } from './phrases.ts';
import { addresseeName, whyNotTheLead, type SectionWords } from './section-words.ts';

/**
 * Writes an email that is sent after the date. The first offers help. The second is the last automatic email. Neither
 * blames.
 */
export function chaserWords(section: ChaserSection, voice: Voice): SectionWords {
  return chasers[section.news](section, voice);
}

const chasers: Readonly<
  Record<ChaserSection['news'], (section: ChaserSection, voice: Voice) => SectionWords>
> = {
  'can-we-help': canWeHelp,
  'still-needed': stillNeeded,
};

function canWeHelp(section: ChaserSection, voice: Voice): SectionWords {
  const { report, reader, round, by, ringOn } = section;
  const asked = `for ${theirs(report, round)} by ${inWords(by)} and cannot find it here`;
  return {
    subject: `${inSubject(report, round)}: can we help?`,
    severalSubject: ({ reports }) => `${reports}: can we help?`,
    letter: [
      ...whyNotTheLead(reader),
      paragraph(`We asked for ${theirs(report, round)} by ${inWords(by)}. We cannot find it here.`),
      paragraph('Please choose one:'),
      list(
        `finish it${savedInBrackets(section)}`,
        'ask for more time',
        'tell us you sent it another way',
        'tell us who should have it',
      ),
      leadingTo('All four are here', reader.link),
      paragraph(
        `A partial answer is better than none. If we have not heard by ${inWords(ringOn)}, ${voice.i} will ring you.`,
      ),
    ],
    brief: [
      leadingTo(
        `We asked for the ${roundNames[round]} by ${inWords(by)} and cannot find it here${savedInBrackets(section)}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(`We asked ${addresseeName(reader)} ${asked}.`),
      paragraph(
        `We have offered to help them finish it, to give them more time, or to ask someone else. If we have not heard by ${inWords(ringOn)}, ${voice.i} will ring ${addresseeName(reader)}.`,
      ),
    ],
    briefCopy: `We asked ${addresseeName(reader)} for the ${roundNames[round]} by ${inWords(by)}, cannot find it here, and have offered help`,
    actBy: ringOn,
  };
}

function stillNeeded(section: ChaserSection, voice: Voice): SectionWords {
  const { report, reader, round, by, ringOn } = section;
  const asked = `which we asked for by ${inWords(by)}`;
  return {
    subject: `${inSubject(report, round)}: still needed`,
    severalSubject: ({ reports }) => `${reports}: answers still needed`,
    letter: [
      ...whyNotTheLead(reader),
      paragraph(`We still need ${theirs(report, round)}, ${asked}${savedSoFar(section)}.`),
      leadingTo(
        `Anything you have is useful. "Not started" and "we don't know yet" are answers too. You can finish it, ask for more time, say that you sent it, or say who should have it`,
        reader.link,
      ),
      paragraph(
        `This is the last automatic email about it. If we have not heard by ${inWords(ringOn)}, ${voice.i} will ring you.`,
      ),
    ],
    brief: [
      leadingTo(
        `We still need the ${roundNames[round]}, asked for by ${inWords(by)}${savedInBrackets(section)}`,
        reader.link,
      ),
    ],
    copy: [
      paragraph(
        `We still need ${theirs(report, round)}, which we asked ${addresseeName(reader)} for by ${inWords(by)}${savedSoFar(section)}.`,
      ),
      paragraph(
        `This is the last automatic email about it. If we have not heard by ${inWords(ringOn)}, ${voice.i} will ring ${addresseeName(reader)}.`,
      ),
    ],
    briefCopy: `We still need the ${roundNames[round]}, which we asked ${addresseeName(reader)} for by ${inWords(by)}`,
    actBy: ringOn,
  };
}

function savedInBrackets({ saved, asked }: ChaserSection): string {
  return saved === 0 || asked === 0 ? '' : ` (${progress(saved, asked)})`;
}

function savedSoFar({ saved, asked }: ChaserSection): string {
  return saved === 0 || asked === 0 ? '' : `; ${progress(saved, asked)}`;
}
