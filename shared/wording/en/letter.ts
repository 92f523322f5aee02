import { formatDate, type PlainDate } from '../../domain/dates.ts';
import type { RoleRule } from '../../domain/programme.ts';
import { paragraph, type Block, type EmailContent, type Line } from '../email-content.ts';
import type { Envelope, Signatory } from '../email-facts.ts';
import { joinWithAnd } from './phrases.ts';

/** Begins an email with the marking and the greeting. If the body is invented, the stamp SIMULATED is between them. */
export function writeLetter(
  envelope: Envelope,
  { subject, blocks, actBy }: { subject: string; blocks: readonly Block[]; actBy?: PlainDate },
): EmailContent {
  const stamp = envelope.simulated
    ? [paragraph(`SIMULATED: this ${envelope.noun} and its people are invented.`)]
    : [];
  return {
    languageTag: envelope.language,
    subject: envelope.simulated ? `[SIMULATED] ${subject}` : subject,
    blocks: [paragraph('OFFICIAL'), ...stamp, paragraph(`Dear ${envelope.recipientName}`), ...blocks],
    actBy: actBy === undefined ? undefined : formatDate(actBy),
  };
}

/** Writes who signs, who has a copy and how to check that the email is genuine. */
export function writeSignature(
  owners: readonly Signatory[],
  { copied = [] }: { copied?: readonly RoleRule[] } = {},
): Block {
  const lines: Line[] =
    owners.length === 0
      ? ['The follow-up team']
      : owners.map((owner) => `${owner.name}, follow-up team, ${owner.telephone}`);
  const copies =
    copied.length === 0
      ? ''
      : `Your ${joinWithAnd(copied.map(({ name }) => name))} ${copied.length === 1 ? 'has' : 'have'} a copy. `;
  const ask = copied.some(({ part }) => part === 'mailbox') ? 'ask them or ' : '';
  return paragraph(...lines, `${copies}To check this is genuine, ${ask}ring the number on our website.`);
}

/** Signs emails to the inspectorate's own people. */
export function writeInternalSignature(): Block {
  return paragraph('Revisit, for the follow-up team');
}
