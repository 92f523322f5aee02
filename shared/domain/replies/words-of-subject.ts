import { buildSentencePattern } from './our-sentences.ts';

/** The subjects of our emails to bodies, and of our emails about bodies. A test compares them with the wording. */
const SUBJECTS = [
  '{name} {subject} report: your dates',
  '{n} {name} reports: your dates',
  'By {day}: {name} {round}',
  'By {day}: {name} {round}, {effort}',
  '{name} {round}',
  '{name} {round}, {effort}',
  'By {day}: {name} {round}, emailed answers not sent yet',
  '{name} {round}, emailed answers not sent yet',
  'By {day}: {name} {round}, passed to you',
  'By {day}: approve the {name} {round}',
  'By {day}: updates on {n} {name} reports',
  'By {day}: {name}, {n} of {n} answers saved',
  'By {day}: {name}, {n} of {n} answers saved, ready to send',
  '{name}, {n} of {n} answers saved',
  '{name}, {n} of {n} answers saved, ready to send',
  // Revisit wrote these two before every subject named the body.
  'By {day}: {n} of {n} answers saved',
  'By {day}: {n} of {n} answers saved, ready to send',
  'By {day}: {n} of {n} answers saved, {n} {name} reports',
  'By {day}: {name}, questions on {list}',
  'By {day}: {name}, questions on {n} recommendations',
  '{name}, questions on {list}',
  '{name}, questions on {n} recommendations',
  // Revisit wrote this one before every subject named the body.
  'By {day}: questions on {list}',
  '{name} {round}, passed to you',
  'Please approve the {name} {round}',
  'Updates on {n} {name} reports',
  '{n} of {n} answers saved, {n} {name} reports',
  '{name} {round}: you had more time',
  '{name} {round}: can we help?',
  '{name} {round}: still needed',
  '{n} {name} reports: answers still needed',
  'Received: {name} {round}',
  'Received: your email about the {name} {round}',
  'Received: changes to the {name} {round}',
  'Received: answers on {n} {name} reports',
  '{name} revisit: {span}',
  'Changed: {name} {about}',
  'Changed: {n} {name} reports',
  'Closed: {name} {subject} follow-up',
  'Comments on the {name} report: publish by {day}',
  'Your code for the {name} {round}',
  '{name} {round}: your new link',
  '{name} {round}: passed to {name}',
  '{name} {round}: passing it to {name}',
  '{name} {round}: you have until {day}',
  '{name} {round}: with {name} to approve',
  // Revisit wrote this one before the year of the report was in the subject.
  '{name} {round}: {name} was asked to approve',
  'Please check: your reply on the {name} {round}',
] as const;

/** What programs put before and after a subject, such as "Re:", "AW:", "Re[2]:", "[EXTERNAL]" or "OFFICIAL:". */
const BEFORE = String.raw`(?:\s|\[[^\]]{1,40}\]|(?:re|aw|sv|antw|wg|tr|rif|r|ref|res|odp|ateb|fw|fwd|ymlaen)(?:\[\d{1,3}\])?\s*:|(?:un)?official(?:[- ]sensitive)?\b\s*[:-]?|external\s*:|\*{2,5}[\p{Lu} ]{1,30}\*{2,5})*`;
const BEHIND = String.raw`(?:\s|\[[^\]]{1,40}\]|\(copy\)|\(and [0-9]{1,3} more reports?\))*`;

const PUT_BEFORE = new RegExp(`^${BEFORE}`, 'iu');
const OURS = new RegExp(`^(?:${SUBJECTS.map(buildSentencePattern).join('|')})${BEHIND}$`, 'u');

/**
 * Returns what someone said in the subject of an email. It is empty if their program only answered one of our subjects.
 */
export function wordsOfSubject(subject: string): string {
  const words = subject.replace(PUT_BEFORE, '').trim();
  return OURS.test(words) ? '' : words;
}
