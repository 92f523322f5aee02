import type { Instant } from '../domain/dates.ts';
import type { IncomingMail } from '../domain/replies/incoming-mail.ts';

/** Mail that came in: what became of each, the holding pen among them. */
export interface Inbox {
  /** Idempotent: the same mail told of twice is kept once. @returns what is kept. */
  add(mail: IncomingMail): Promise<IncomingMail>;
  /**
   * Writes what was found out about a mail, on condition that nobody changed it since it was read.
   *
   * @returns as it is kept.
   * @throws ServiceError `conflict`.
   */
  change(mail: IncomingMail): Promise<IncomingMail>;
  find(id: string): Promise<IncomingMail | undefined>;
  /** Forgets which mails an address sent; the mails themselves stay as they are. */
  forgetSender(address: string): Promise<void>;
  /** What a human must look at, the oldest first. */
  holdingPen(): Promise<IncomingMail[]>;
  /** Everything that came between two instants, the oldest first. */
  between(from: Instant, to: Instant): Promise<IncomingMail[]>;
  /** Everything that an address sent since an instant, the oldest first. */
  fromSender(address: string, since?: Instant): Promise<IncomingMail[]>;
}
