import { formatDate, formatTime, londonDate } from '../../domain/dates.ts';
import { list, paragraph } from '../email-content.ts';
import type { OthersDidSection, ToldDeed } from '../email-facts.ts';
import { capitalise, nameRound, nameRoundInSubject, type Telling } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

/** Tells the lead what others did in a round on one day. */
export function othersDidWords(section: OthersDidSection, { voice }: Telling): SectionWords {
  const { report, round, reader, deeds } = section;
  const news = `Others used the form for ${nameRound(report, round)}:`;
  const done = list(...deeds.map(deedWords));
  return {
    subject: `${nameRoundInSubject(report, round)}: what others did`,
    severalSubject: ({ reports }) => `${reports}: what others did`,
    letter: [
      paragraph(news),
      done,
      paragraph(
        `You do not need to do anything if this is right. Was something a mistake, or was it not your colleague? ${capitalise(voice.ringMe)}.`,
      ),
    ],
    brief: [paragraph(news), done],
    copy: [paragraph(`We have told ${addresseeName(reader)} what others did on the form.`)],
    briefCopy: `We have told ${addresseeName(reader)} what others did on the form`,
  };
}

function deedWords({ kind, at, who, officer, isProved }: ToldDeed): string {
  const moment = `${formatTime(at)} on ${formatDate(londonDate(at))}`;
  const owner = officer === undefined ? who : `${officer}, whom ${who} asked to approve`;
  const doer = isProved ? owner : `someone with the link of ${owner}, without a code,`;
  switch (kind) {
    case 'pressed-send':
      return `At ${moment}, ${doer} pressed Send. It waits to be confirmed with a code`;
    case 'sent-another-way':
      return `At ${moment}, ${doer} told us that it was sent another way`;
    case 'not-the-right-person':
      return `At ${moment}, ${doer} told us that we ask the wrong person`;
    case 'more-time':
      return `At ${moment}, ${doer} asked for more time`;
  }
}
