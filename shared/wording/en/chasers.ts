import { formatDate } from '../../domain/dates.ts';
import { paragraphWithLink, list, paragraph } from '../email-content.ts';
import type { ChaserSection } from '../email-facts.ts';
import { askBy, promiseBy } from './ask-by.ts';
import { nameRoundInSubject, formatProgress, nameRound, type Telling } from './phrases.ts';
import { addresseeName, explainWhyNotTheLead, type SectionWords } from './section-words.ts';
import { hasNothing } from '../round-standing.ts';
import { explainStanding } from './standing.ts';

/**
 * Writes an email that is sent after the date. It offers help, or says that it is the last automatic email. Neither
 * blames.
 */
export function chaserWords(section: ChaserSection, telling: Telling): SectionWords {
  return section.news === 'last-chaser' ? stillNeeded(section, telling) : canWeHelp(section, telling);
}

function canWeHelp(section: ChaserSection, telling: Telling): SectionWords {
  const { report, reader, round, by, ringOn, standing } = section;
  const { voice, today } = telling;
  const ring = `If we have not heard${promiseBy({ by: ringOn, today }, 'in the next few days')}, ${voice.i} will ring`;
  const asked = `for ${nameRound(report, round)} by ${formatDate(by)}`;
  const found = hasNothing(standing) ? 'We cannot find it here.' : 'It has not been sent yet.';
  return {
    subject: `${nameRoundInSubject(report, round)}: can we help?`,
    severalSubject: ({ reports }) => `${reports}: can we help?`,
    letter: [
      ...explainWhyNotTheLead(reader),
      ...explainStanding(standing),
      paragraph(`We asked ${asked}. ${found}`),
      paragraph('Please choose one:'),
      list(
        `finish it${savedInBrackets(section)}`,
        'ask for more time',
        'tell us you sent it another way',
        'tell us who should have it',
      ),
      paragraphWithLink('All four are here', reader.link),
      paragraph(`A partial answer is better than none. ${ring} you.`),
    ],
    brief: [
      ...explainStanding(standing),
      paragraphWithLink(
        `We asked for the ${round.name} by ${formatDate(by)}. ${found.replace(/\.$/u, '')}${savedInBrackets(section)}`,
        reader.link,
      ),
    ],
    copy: [
      ...explainStanding(standing),
      paragraph(`We asked ${addresseeName(reader)} ${asked}. ${found}`),
      paragraph(
        `We have offered to help them finish it, to give them more time, or to ask someone else. ${ring} ${addresseeName(reader)}.`,
      ),
    ],
    briefCopy: `We asked ${addresseeName(reader)} for the ${round.name} by ${formatDate(by)}, and have offered help`,
    actBy: askBy({ by: ringOn, today }).actBy,
  };
}

function stillNeeded(section: ChaserSection, telling: Telling): SectionWords {
  const { report, reader, round, by, ringOn, standing } = section;
  const { voice, today } = telling;
  const ring = `If we have not heard${promiseBy({ by: ringOn, today }, 'in the next few days')}, ${voice.i} will ring`;
  const asked = `which we asked for by ${formatDate(by)}`;
  return {
    subject: `${nameRoundInSubject(report, round)}: still needed`,
    severalSubject: ({ reports }) => `${reports}: answers still needed`,
    letter: [
      ...explainWhyNotTheLead(reader),
      ...explainStanding(standing),
      paragraph(`We still need ${nameRound(report, round)}, ${asked}${savedSoFar(section)}.`),
      paragraphWithLink(
        `Anything you have is useful. "Not started" and "we don't know yet" are answers too. You can finish it, ask for more time, say that you sent it, or say who should have it`,
        reader.link,
      ),
      paragraph(`This is the last automatic email about it. ${ring} you.`),
    ],
    brief: [
      ...explainStanding(standing),
      paragraphWithLink(
        `We still need the ${round.name}, asked for by ${formatDate(by)}${savedInBrackets(section)}`,
        reader.link,
      ),
    ],
    copy: [
      ...explainStanding(standing),
      paragraph(
        `We still need ${nameRound(report, round)}, which we asked ${addresseeName(reader)} for by ${formatDate(by)}${savedSoFar(section)}.`,
      ),
      paragraph(`This is the last automatic email about it. ${ring} ${addresseeName(reader)}.`),
    ],
    briefCopy: `We still need the ${round.name}, which we asked ${addresseeName(reader)} for by ${formatDate(by)}`,
    actBy: askBy({ by: ringOn, today }).actBy,
  };
}

function savedInBrackets({ standing: { saved, asked } }: ChaserSection): string {
  return saved === 0 || asked === 0 ? '' : ` (${formatProgress(saved, asked)})`;
}

function savedSoFar({ standing: { saved, asked } }: ChaserSection): string {
  return saved === 0 || asked === 0 ? '' : `; ${formatProgress(saved, asked)}`;
}
