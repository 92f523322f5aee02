import type { Instant } from '../domain/dates.ts';
import type { IncomingMail } from '../domain/replies/incoming-mail.ts';

/** Incoming mail and what became of it. The holding pen is part of it. */
export interface Inbox {
  /** Stores a mail. Idempotent, so a mail that is reported twice is stored once. @returns the mail as it is stored. */
  add(mail: IncomingMail): Promise<IncomingMail>;
  /**
   * Writes what is now known about a mail.
   *
   * @returns the mail as it is stored.
   * @throws ServiceError `race` if someone else changed it since it was read.
   */
  change(mail: IncomingMail): Promise<IncomingMail>;
  find(id: string): Promise<IncomingMail | undefined>;
  /** Forgets which mails carry an address. The mails themselves do not change. */
  forgetSender(address: string): Promise<void>;
  /** Returns the mails that a human must look at, oldest first. */
  holdingPen(): Promise<IncomingMail[]>;
  /** Returns all mail that came between two instants, oldest first. */
  between(from: Instant, to: Instant): Promise<IncomingMail[]>;
  /**
   * Returns all mail since an instant that has an address as its sender or on its envelope, oldest first. Leaves out mail
   * that nobody has read or settled yet. That mail is in the holding pen.
   */
  fromSender(address: string, since?: Instant): Promise<IncomingMail[]>;
}
