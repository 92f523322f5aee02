import { headerValue, type ReceivedMessage } from './received-message.ts';
import type { Receipt, Verdict, Verdicts } from './receipt.ts';

/**
 * Reads what SES wrote into a mail that it received: the checks and the sender on the envelope. A mail that SES did not
 * receive counts as checked, and its From address as the sender on the envelope.
 */
export function readReceiptHeaders(message: ReceivedMessage): Pick<Receipt, 'verdicts' | 'envelopeFrom'> {
  const results = message.headers
    .filter(({ name, value }) => name === 'authentication-results' && /^\s*amazonses\.com\b/iu.test(value))
    .map(({ value }) => value)
    .join('; ');
  const verdicts: Verdicts = {
    spam: verdictOf(headerValue(message, 'x-ses-spam-verdict')),
    virus: verdictOf(headerValue(message, 'x-ses-virus-verdict')),
    spf: resultOf(results, 'spf'),
    dkim: resultOf(results, 'dkim'),
    dmarc: resultOf(results, 'dmarc'),
  };
  return { verdicts, envelopeFrom: envelopeOf(message) };
}

function envelopeOf(message: ReceivedMessage): string {
  const returnPath = headerValue(message, 'return-path')?.trim();
  if (returnPath === '<>') return '';
  return (
    (returnPath ?? '').split(/[\s<>]+/u).find((part) => part.includes('@')) ?? message.from[0]?.address ?? ''
  );
}

function verdictOf(value: string | undefined): Verdict {
  const verdict = value?.trim().toUpperCase();
  return verdict === 'FAIL' || verdict === 'GRAY' || verdict === 'PROCESSING_FAILED' ? verdict : 'PASS';
}

function resultOf(results: string, check: 'spf' | 'dkim' | 'dmarc'): Verdict {
  const result = new RegExp(String.raw`(?:^|[;\s])${check}=(\w+)`, 'iu').exec(results)?.[1]?.toLowerCase();
  if (result === undefined || result === 'pass') return 'PASS';
  return result === 'fail' ? 'FAIL' : 'GRAY';
}
