import type { Instant } from '../dates.ts';

/**
 * What SES found about an email. `GRAY` means that SES could not decide, for example because the domain lacks a DMARC
 * record.
 */
export const verdicts = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof verdicts)[number];

export type Verdicts = Readonly<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', Verdict>>;

/** What SES says when it has accepted and stored an email. Nothing has read the email at that point. */
export interface Receipt {
  readonly id: string;
  readonly receivedAt: Instant;
  /** The sender on the envelope. It is empty for automatic mail. */
  readonly envelopeFrom: string;
  /** The recipients on the envelope at our domain. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
  /** The key of the raw message in the bucket for raw mail. */
  readonly rawKey: string;
}
