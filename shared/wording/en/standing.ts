import { formatDate, formatTime, londonDate, type Instant } from '../../domain/dates.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { RoundStanding, Said, StandingMail } from '../round-standing.ts';
import { formatCount, formatProgress, joinWithAnd, recommendationsNumbered } from './phrases.ts';

/** The sentences about what we have from a body in a round. Emails to the body, the desk and the digest use them. */

/** Writes what we have, for an email to somebody at the body. It leaves out the answers that are saved. */
export function explainStanding(standing: RoundStanding): Block[] {
  return standingSentences(standing).map((sentence) => paragraph(sentence));
}

export function standingSentences(standing: RoundStanding): string[] {
  const { onForm, held, approval, unconfirmedSince: since, moreTime, sentAnotherWay } = standing;
  return [
    ...onForm.map(
      (mail) => `${nameMail(mail)} is on the form${whereOnForm(mail)}. It counts once it is sent.`,
    ),
    ...held.map((mail) => `We have ${lowerFirst(nameMail(mail))}. We have not read it yet.`),
    ...(moreTime === undefined
      ? []
      : [
          `${whoDid(moreTime)} asked on ${day(moreTime.at)} for more time, until ${formatDate(moreTime.until)}. We have not answered yet.`,
        ]),
    ...(sentAnotherWay === undefined ? [] : [sentAnotherWayWords(sentAnotherWay)]),
    ...(approval === undefined
      ? []
      : [`It has waited since ${day(approval.at)} for ${approval.officer} to approve it.`]),
    ...(since === undefined
      ? []
      : [
          `Someone pressed Send at ${formatTime(since)} on ${day(since)}, but no code was entered. So it is waiting to be confirmed, and we cannot take it yet. Open the form, and enter the code that we email you.`,
        ]),
  ];
}

/** Writes what we have in one clause, for lists that the inspectorate reads, e.g. "their email of 11 April 2016 waits". */
export function standingInShort(standing: RoundStanding): string {
  const { saved, asked, onForm, held, approval, unconfirmedSince, moreTime, sentAnotherWay } = standing;
  const parts = [
    ...(saved === 0 || asked === 0 ? [] : [formatProgress(saved, asked)]),
    ...(onForm.length === 0 ? [] : [`${mailsOf(onForm)} on the form and not sent`]),
    ...(held.length === 0 ? [] : [`${mailsOf(held)} waiting to be read`]),
    ...(moreTime === undefined ? [] : [`more time asked for, until ${formatDate(moreTime.until)}`]),
    ...(sentAnotherWay === undefined
      ? []
      : [`said to have been sent another way${sentAnotherWay.isProved ? '' : ', without a code'}`]),
    ...(approval === undefined ? [] : [`with ${approval.officer} to approve since ${day(approval.at)}`]),
    ...(unconfirmedSince === undefined
      ? []
      : [`Send was pressed on ${day(unconfirmedSince)}, without a code`]),
  ];
  return parts.join('; ');
}

function mailsOf(mails: readonly StandingMail[]): string {
  return `${mails.length === 1 ? 'their email' : 'their emails'} of ${joinWithAnd([...new Set(mails.map(({ at }) => day(at)))])}`;
}

function whereOnForm({ recommendations, unplaced }: StandingMail): string {
  const under = recommendations.length === 0 ? '' : `, under ${recommendationsNumbered(recommendations)}`;
  const part = { one: 'part', many: 'parts' };
  const left =
    unplaced === 0
      ? ''
      : `, with ${formatCount(unplaced, part)} that ${unplaced === 1 ? 'waits' : 'wait'} to be placed`;
  return `${under}${left}`;
}

function sentAnotherWayWords(said: NonNullable<RoundStanding['sentAnotherWay']>): string {
  return said.isProved
    ? `${whoDid(said)} said on ${day(said.at)} that it was sent another way. We have not found it yet.`
    : `Someone said on ${day(said.at)}, without a code, that it was sent another way. We have not found it.`;
}

function nameMail({ at, who }: Said): string {
  return who === undefined ? `Your email of ${day(at)}` : `The email from ${who} of ${day(at)}`;
}

function whoDid({ who }: Said): string {
  return who ?? 'You';
}

function day(at: Instant): string {
  return formatDate(londonDate(at));
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
