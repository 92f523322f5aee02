import type { Instant } from '../dates.ts';
import type { NoticeFactName } from '../notice.ts';

/** What SES reported about one email, in the ledger's terms. */
export interface MailFact {
  readonly mailId: string;
  /** The id from SES. Absent if a report names only our own id. */
  readonly sesMessageId?: string;
  readonly fact: NoticeFactName;
  readonly at: Instant;
  readonly reason?: string;
  /** An automatic reply came. The person is away, and Revisit cannot read when they return. */
  readonly automaticReply?: true;
}

/**
 * Returns why an address cannot get mail any more, if this fact says so. Revisit sends nothing to such an address until
 * a human allows it.
 */
export function explainUnreachable(
  fact: NoticeFactName,
): 'bounced' | 'complained' | 'suppressed' | undefined {
  if (fact === 'permanentBounce') return 'bounced';
  if (fact === 'complained') return 'complained';
  return fact === 'suppressed' ? 'suppressed' : undefined;
}

/**
 * Tells whether feedback of this type says that someone objects to an email. A report of type `not-spam` says the
 * opposite. A report of type `auth-failure` comes from a program and concerns a signature. Feedback without a type
 * counts as a complaint.
 *
 * Sources are RFC 5965 (abuse, fraud, virus, other), RFC 6430 (not-spam) and RFC 6591 (auth-failure).
 */
export function isComplaint(feedbackType?: string): boolean {
  return feedbackType === undefined || !/^(?:not-spam|auth-failure)$/iu.test(feedbackType.trim());
}
