import type { Instant } from '../dates.ts';

/** What the mail service found about a mail; `GRAY`: nothing that would decide it, e.g. a domain without a DMARC record. */
export const verdicts = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof verdicts)[number];

export type Verdicts = Readonly<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', Verdict>>;

/** The mail service's word that it took a mail and stored it, before anything read it. */
export interface Receipt {
  readonly id: string;
  readonly receivedAt: Instant;
  /** The envelope's sender; empty for automatic mail. */
  readonly envelopeFrom: string;
  /** The envelope's recipients at our domain. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
  /** Where the raw message is, in the bucket for raw mail. */
  readonly rawKey: string;
}
