import type { Instant } from '../dates.ts';
import type { NoticeFactName } from '../notice.ts';

/** What the mail service said of one email, in the ledger's terms. */
export interface MailFact {
  readonly mailId: string;
  readonly sesMessageId: string;
  readonly fact: NoticeFactName;
  readonly at: Instant;
  readonly reason?: string;
  /** Somebody's program answered: they are away, and nobody can read until when. */
  readonly automaticReply?: true;
}

/** Facts after which no mail goes to that address until a human says so. */
export function whyUnreachable(fact: NoticeFactName): 'bounced' | 'complained' | 'suppressed' | undefined {
  if (fact === 'permanentBounce') return 'bounced';
  if (fact === 'complained') return 'complained';
  return fact === 'suppressed' ? 'suppressed' : undefined;
}

/**
 * Whether feedback of this type says that somebody objects to an email. A report of type `not-spam` says the opposite, and
 * one of type `auth-failure` is a program's about a signature. Without a type, a complaint is a complaint.
 *
 * Source: RFC 5965 (abuse, fraud, virus, other), RFC 6430 (not-spam), RFC 6591 (auth-failure).
 */
export function isComplaint(feedbackType?: string): boolean {
  return feedbackType === undefined || !/^(?:not-spam|auth-failure)$/iu.test(feedbackType.trim());
}
