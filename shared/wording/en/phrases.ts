import {
  formatDayAndMonth,
  formatDate,
  type PlainDate,
  formatTime,
  londonDate,
  type Instant,
} from '../../domain/dates.ts';
import { shortenBodyName } from '../../domain/body.ts';
import type { RoundRule } from '../../domain/programme.ts';
import type { NamedBody, Report, Signatory } from '../email-facts.ts';

/** Returns the short name of the body, e.g. "Essex". */
export function shortName(report: Report): string {
  return shortenBodyName(report.bodyName);
}

/** Returns e.g. "Essex Police's six-week response". */
export function nameRound(report: Report, round: RoundRule): string {
  return `${report.bodyName}'s ${round.name}`;
}

/** Returns the name of a report, e.g. "Essex 2016". An email is kept, and a body gets more reports over the years. */
export function nameReport(report: Report): string {
  return `${shortName(report)} ${report.publishedOn.year}`;
}

/** Returns the name of a round for a subject, e.g. "Essex 2016 six-week response". */
export function nameRoundInSubject(report: Report, round: RoundRule): string {
  return `${nameReport(report)} ${round.name}`;
}

/** Returns e.g. "the child protection report published on 8 March 2016". */
export function theReport(report: Report): string {
  const { subject, document, publishedOn } = report;
  return `the ${subject} ${document.short} ${document.published} on ${formatDate(publishedOn)}`;
}

/** Returns e.g. "the 5 recommendations", or "the recommendations" if none are recorded. */
export function theRecommendations(count: number): string {
  if (count === 0) return 'the recommendations';
  return count === 1 ? 'the recommendation' : `the ${count} recommendations`;
}

/** Returns e.g. "the 4 open recommendations". */
export function theOpenRecommendations(count: number): string {
  return theRecommendations(count).replace(/(?=recommendation)/u, 'open ');
}

/** Returns e.g. "recommendations 2 and 4". */
export function recommendationsNumbered(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'recommendation' : 'recommendations'} ${joinWithAnd(numbers.map(String))}`;
}

/** Returns e.g. "3 of 5 answers are saved". */
export function formatProgress(saved: number, asked: number): string {
  return `${saved} of ${asked} ${asked === 1 ? 'answer' : 'answers'} ${saved === 1 ? 'is' : 'are'} saved`;
}

/** Returns e.g. "2, 4 and 5". */
export function joinWithAnd(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** Writes a number with separators, such as "40,000". */
export function formatNumber(count: number): string {
  return count.toLocaleString('en-GB');
}

export function formatCount(count: number, words: { one: string; many: string }): string {
  return `${count} ${count === 1 ? words.one : words.many}`;
}

/** Puts words in place of placeholders such as {body}. The check of a programme allows only these names. */
export function fillPlaceholders(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/gu, (placeholder, name: string) => words[name] ?? placeholder);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns e.g. "19 to 21 July 2016". */
export function formatSpan(first: PlainDate, last: PlainDate): string {
  if (first.equals(last)) return formatDate(first);
  if (first.year !== last.year) return `${formatDate(first)} to ${formatDate(last)}`;
  return first.month === last.month
    ? `${first.day} to ${formatDate(last)}`
    : `${formatDayAndMonth(first)} to ${formatDate(last)}`;
}

/** Returns e.g. "from 19 to 21 July 2016" or "on 19 July 2016". */
export function formatDays(first: PlainDate, last: PlainDate): string {
  return `${first.equals(last) ? 'on' : 'from'} ${formatSpan(first, last)}`;
}

/** The words for those who sign. One person is "I". Several people, or nobody yet, are "we". */
export interface Voice {
  readonly I: string;
  readonly i: string;
  readonly iHave: string;
  /** "ring me", or "reply to this email" if there is nobody to ring. */
  readonly ringMe: string;
}

/** What the words of a section depend on, besides its own facts. */
export interface Telling {
  readonly voice: Voice;
  /** The day on which the email leaves. */
  readonly today: PlainDate;
}

export function voiceOf(owners: readonly Signatory[]): Voice {
  if (owners.length === 1) return { I: 'I', i: 'I', iHave: 'I have', ringMe: 'ring me' };
  return {
    I: 'We',
    i: 'we',
    iHave: 'we have',
    ringMe: owners.length === 0 ? 'reply to this email' : 'ring us',
  };
}

/**
 * Returns the name of a follow-up in a list, e.g. "Loamshire 2016". An invented body is stamped, because a list can
 * contain real and invented bodies.
 */
export function formatListedFollowUp(body: NamedBody): string {
  const name = `${shortenBodyName(body.name)} ${body.publishedOn.year}`;
  return body.simulated ? `${name} (SIMULATED)` : name;
}

/** Returns the name of a body in a sentence, e.g. "Loamshire". An invented body is stamped. */
export function formatListedBody(body: NamedBody): string {
  const name = shortenBodyName(body.name);
  return body.simulated ? `${name} (SIMULATED)` : name;
}

export const usefulAnswers = `"Not started" and "we don't know yet" are useful answers.`;
export const otherWaysOnPage =
  'Need more time, or already sent it another way? The same page lets you say so.';

export const otherWays = `${otherWaysOnPage} Or reply to this email.`;

/**
 * Says when a return arrived, e.g. "We received it at 4:12pm on 18 April 2016." If the code came later than the press of
 * Send, it gives both times.
 */
export function receivedSentence(
  what: string,
  { receivedAt, sentAt }: { receivedAt: Instant; sentAt?: Instant },
): string {
  const at = (moment: Instant): string => `${formatTime(moment)} on ${formatDate(londonDate(moment))}`;
  return sentAt === undefined
    ? `We received ${what} at ${at(receivedAt)}.`
    : `You sent ${what} at ${at(sentAt)}, and it was confirmed with a code at ${at(receivedAt)}.`;
}
