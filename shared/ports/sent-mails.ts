import type { KeptEmail } from '../domain/sending/kept-email.ts';
import type { Instant } from '../domain/dates.ts';

/** Emails that left. SES's message id leads to them, because the headers of a reply name it. */
export interface SentMails {
  /** Keeps the text of an email that is in no claim, before it leaves. */
  keep(email: KeptEmail): Promise<void>;
  /** Returns the newest emails about a follow-up, newest first. They may have gone to anybody. */
  newest(followUpId: string, limit: number): Promise<KeptEmail[]>;
  /** Returns the emails about a follow-up that left before an instant, or all of them. */
  before(followUpId: string, instant?: Instant): Promise<KeptEmail[]>;
  /** Replaces the kept text, for example to erase a name. */
  replace(email: KeptEmail): Promise<void>;
  erase(email: KeptEmail): Promise<void>;

  mailIdOf(sesMessageId: string): Promise<string | undefined>;
}
