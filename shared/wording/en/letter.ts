import { formatDate, type PlainDate } from '../../domain/dates.ts';
import type { RoleRule } from '../../domain/programme.ts';
import { paragraph, type Block, type EmailContent, type Line } from '../email-content.ts';
import type { Envelope, Signatory } from '../email-facts.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { howToCheckSentence } from './organisation.ts';
import { capitalise, joinWithAnd } from './phrases.ts';

/** A longer subject is cut in lists of emails. */
const LONGEST_SUBJECT = 78;

/** Begins an email with the marking and the greeting. If the body is invented, the stamp SIMULATED is between them. */
export function writeLetter(
  envelope: Envelope,
  {
    subject,
    shortSubject,
    blocks,
    actBy,
  }: {
    subject: string;
    /** The subject in fewer words, if the other is too long. */
    shortSubject?: string;
    blocks: readonly Block[];
    actBy?: PlainDate;
  },
): EmailContent {
  const stamp = envelope.simulated
    ? [paragraph(`SIMULATED: this ${envelope.noun} and its people are invented.`)]
    : [];
  const stamped = (words: string): string =>
    envelope.simulated ? `[SIMULATED] ${capitalise(words)}` : capitalise(words);
  const isTooLong = stamped(subject).length > LONGEST_SUBJECT;
  return {
    languageTag: envelope.language,
    subject: stamped(isTooLong ? (shortSubject ?? subject) : subject),
    blocks: [paragraph('OFFICIAL'), ...stamp, paragraph(`Dear ${envelope.recipientName}`), ...blocks],
    actBy: actBy === undefined ? undefined : formatDate(actBy),
  };
}

/** Writes who signs, who has a copy and how to check that the email is genuine. */
export function writeSignature(
  { owners, organisation }: { owners: readonly Signatory[]; organisation: Organisation },
  { copied = [] }: { copied?: readonly RoleRule[] } = {},
): Block {
  const lines: Line[] =
    owners.length === 0
      ? ['The follow-up team']
      : owners.map((owner) => `${owner.name}, follow-up team, ${owner.telephone}`);
  const copies =
    copied.length === 0
      ? undefined
      : `Your ${joinWithAnd(copied.map(({ name }) => name))} ${copied.length === 1 ? 'has' : 'have'} a copy.`;
  const others = copied.some(({ part }) => part === 'mailbox') ? 'them' : undefined;
  const last = [copies, howToCheckSentence(organisation, { others })].filter((words) => words !== undefined);
  return last.length === 0 ? paragraph(...lines) : paragraph(...lines, last.join(' '));
}

/** Signs emails to the inspectorate's own people. */
export function writeInternalSignature(): Block {
  return paragraph('Revisit, for the follow-up team');
}
