import { mailDomain } from '../form/form.ts';
import { headerValue, type ReceivedMessage } from './received-message.ts';
import type { Receipt } from './receipt.ts';

/** Why Revisit must not believe an email's From address, or must not open the email. */
export type SenderDoubt =
  'virus' | 'spam' | 'forged' | 'sender-not-proven' | 'not-scanned' | 'no-sender' | 'several-senders';

/**
 * Returns why nobody may act on an email, or undefined if the checks in the receipt prove its From address.
 *
 * If the domain has a DMARC policy, that policy decides. Otherwise SPF or a signature must prove the same domain. A
 * valid signature of another domain proves nothing about From.
 */
export function findSenderDoubt(
  message: ReceivedMessage,
  receipt: Pick<Receipt, 'envelopeFrom' | 'verdicts'>,
): SenderDoubt | undefined {
  const { verdicts } = receipt;
  if (verdicts.virus === 'FAIL') return 'virus';
  if (verdicts.spam === 'FAIL') return 'spam';
  if (verdicts.dmarc === 'FAIL') return 'forged';
  if (verdicts.virus === 'PROCESSING_FAILED' || verdicts.spam === 'PROCESSING_FAILED') return 'not-scanned';
  const [from, ...more] = message.from;
  if (from === undefined) return 'no-sender';
  if (more.length > 0) return 'several-senders';
  if (verdicts.dmarc === 'PASS') return undefined;
  const domain = mailDomain(from.address);
  const bySpf = verdicts.spf === 'PASS' && isAligned(mailDomain(receipt.envelopeFrom), domain);
  const signers = signingDomains(message);
  const bySignature =
    verdicts.dkim === 'PASS' && signers.length > 0 && signers.every((signer) => isAligned(signer, domain));
  return bySpf || bySignature ? undefined : 'sender-not-proven';
}

/**
 * Tells whether two domains are the same, or one is part of the other. For example, `mail.essex.police.example` speaks
 * for `essex.police.example`.
 */
function isAligned(proven: string, claimed: string): boolean {
  if (proven === '' || !proven.includes('.')) return false;
  return proven === claimed || proven.endsWith(`.${claimed}`) || claimed.endsWith(`.${proven}`);
}

function signingDomains({ headers }: ReceivedMessage): string[] {
  return headers
    .filter(({ name }) => name === 'dkim-signature')
    .map(({ value }) => (/(?:^|;)\s*d\s*=\s*([^\s;]+)/iu.exec(value)?.[1] ?? '').toLowerCase());
}

/**
 * Returns a sign that a program sent the email. The signs are the headers of RFC 3834, the headers that vendors use
 * instead, an envelope without a sender, and a report. A sign alone proves nothing, because mailing lists, gateways and
 * relays add each of them to what people write.
 */
export function findAutomaticSign(
  message: ReceivedMessage,
  receipt: Pick<Receipt, 'envelopeFrom'>,
): string | undefined {
  const value = (name: string): string => (headerValue(message, name) ?? '').trim().toLowerCase();
  const submitted = value('auto-submitted');
  if (submitted !== '' && !/^no\b/u.test(submitted)) return 'Auto-Submitted';
  if (message.report !== undefined) return 'a report';
  const named = AUTOMATIC_HEADERS.find((name) => value(name) !== '' && value(name) !== 'no');
  if (named !== undefined) return named;
  if (/\b(?:bulk|junk|list|auto_?reply)\b/u.test(value('precedence'))) return 'Precedence';
  if (/\b(?:bulk|junk|list|auto_?reply)\b/u.test(value('x-precedence'))) return 'X-Precedence';
  // Exchange adds this to what its rules and agents send. It never adds it to what a person sends.
  if (value('x-auto-response-suppress').includes('all') || value('x-ms-exchange-inbox-rules-loop') !== '') {
    return 'X-Auto-Response-Suppress';
  }
  if (value('return-path') === '<>') return 'an empty Return-Path';
  return receipt.envelopeFrom === '' ? 'an empty envelope sender' : undefined;
}

const AUTOMATIC_HEADERS = [
  'x-autoreply',
  'x-autoreply-from',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-mail-auto-reply',
  'x-vacation',
  'x-fc-machinegenerated',
  'x-failed-recipients',
  'x-cron-env',
  'x-loop',
  'list-id',
  'list-unsubscribe',
  'x-jira-fingerprint',
  'x-zendesk-ticket-id',
  'x-otrs-loop',
  'x-freshdesk-ticket-id',
  'x-servicenow-generated',
  'rt-ticket',
];
