import type { IncomingMail } from '../domain/replies/incoming-mail.ts';

/** Mail that came in: what became of each, the holding pen among them. */
export interface Inbox {
  /** Idempotent: the same mail told of twice is kept once. @returns false when it was there already. */
  add(mail: IncomingMail): Promise<boolean>;
  find(id: string): Promise<IncomingMail | undefined>;
  /** What a human must look at, the oldest first. */
  holdingPen(): Promise<IncomingMail[]>;
}
